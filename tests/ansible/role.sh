#!/usr/bin/env bash
# The role by itself: what its variables are, that they are all told, and what ansible-lint says where it is installed.
set -euo pipefail
cd "$(dirname "$0")/../.."
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
mkdir "$room/roles"
cp -r assets/ansible/roles/printseal "$room/roles/"
role=$room/roles/printseal
export HOME=$room ANSIBLE_LOCAL_TEMP=$room/local ANSIBLE_NOCOLOR=1 LC_ALL=C.UTF-8 ANSIBLE_ROLES_PATH=$room/roles

broken() {
    printf '%s\n' "$@"
    exit 1
}

# Every default is told in argument_specs, and nothing else is.
python3 - "$role" << 'END'
import sys, yaml
role = sys.argv[1]
defaults = yaml.safe_load(open(role + "/defaults/main.yml"))
told = yaml.safe_load(open(role + "/meta/argument_specs.yml"))["argument_specs"]["main"]["options"]
assert set(defaults) == set(told), set(defaults) ^ set(told)
for name, value in told.items():
    assert value["description"].endswith("."), name
    if "default" in value:
        assert value["default"] == defaults[name], name
END

# It builds with what assets/run.sh builds with.
. assets/packages.sh
# shellcheck disable=SC2086 # a list of words
python3 - "$role" $BUILD_PACKAGES << 'END'
import sys, yaml
told = yaml.safe_load(open(sys.argv[1] + "/vars/main.yml"))["printseal_build_packages_debian"]
assert set(told) == set(sys.argv[2:]), set(told) ^ set(sys.argv[2:])
END

# Wrong use is refused before anything happens.
cat > "$room/play.yml" << 'END'
- hosts: localhost
  connection: local
  gather_facts: false
  roles: [{role: printseal, printseal_install: moon}]
END
if ansible-playbook -i localhost, "$room/play.yml" > "$room/out" 2>&1; then broken 'a wrong value was taken'; fi
grep -q 'value of printseal_install must be one of' "$room/out" || broken "$(cat "$room/out")"
ansible-doc -t role -r "$room/roles" printseal | grep -q printseal_answers || broken 'ansible-doc knows nothing of the role'

if command -v ansible-lint > /dev/null; then
    cd "$room"
    ansible-lint --offline --profile production -q "$role" > "$room/out" 2>&1 || broken "$(cat "$room/out")"
fi
