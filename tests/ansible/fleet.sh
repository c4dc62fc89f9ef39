#!/usr/bin/env bash
# The role against scratch hosts, folders of this machine: made, made again without a change, looked at in check mode,
# and one table over all of them. Each of the first four is set up in its own way; more, as tests/run.sh --thorough
# has them, are the same again: fleet.sh [HOSTS]
set -euo pipefail
cd "$(dirname "$0")/../.."
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
hosts=${1:-4}

broken() {
    printf '%s\n' "$@"
    exit 1
}

export ANSIBLE_CONFIG=$room/ansible.cfg ANSIBLE_LOCAL_TEMP=$room/local ANSIBLE_REMOTE_TEMP=$room/remote HOME=$room
export ANSIBLE_PIPELINING=1 ANSIBLE_FORKS=4 ANSIBLE_NOCOLOR=1 LC_ALL=C.UTF-8
: > "$ANSIBLE_CONFIG"
python3 tests/ansible/fleet.py "$room" $hosts "$PRINTSEAL" > "$room/inventory.json"
# The role as Galaxy copies it: nothing beside it of this tree; the program as it is installed.
cp -r assets/ansible "$room/ansible"
site=$room/ansible/site.yml
cmake --install "$(dirname "$PRINTSEAL")" --prefix "$room/installed" > /dev/null
# Ansible asks after each file of a folder, a second each time: the program, a part of it and a template are enough.
(cd "$room/installed" && rm -rf lib share/[!p]* share/printseal/[!t]* &&
    find . -path '*/libexec/*' -type f ! -name certificates -delete &&
    find share/printseal/templates -type f ! -name 'nft*' -delete)

python=$(python3 -c 'import sys; print(sys.executable)') # itself, not what chooses one at each start

# Runs the play; what was said is in $room/out.
play() {
    local status=0
    ansible-playbook -i "$room/inventory.json" -e ansible_connection=local -e printseal_become=false \
        -e "ansible_python_interpreter=$python" \
        -e "printseal_summary=$room/summary" "$@" "$site" > "$room/out" 2>&1 || status=$?
    cat "$room/out" >> "$room/said"
    [ $status -eq 0 ] || broken "ansible-playbook $*: status $status" "$(cat "$room/out")"
}
# Every host's recap says so: "changed=0".
all_say() {
    local said
    said=$(grep -cE "^host[0-9]+ .* $1 " "$room/out" || true)
    [ "$said" -eq "${2:-$hosts}" ] || broken "$said of ${2:-$hosts} hosts: $1" "$(tail -30 "$room/out")"
}

# Check mode before the first set-up: a host would change, and does not.
play --check --diff --limit host00,host03
all_say changed=1 2
[ ! -e "$room/host00/etc" ] || broken 'check mode has made a configuration'
grep -q 'would be set up with' "$room/out" || broken 'no difference is shown'

# Made; made again: nothing is changed, and not by a single generation.
play
all_say 'changed=[1-4]' # more than one where the program was installed as well
play
all_say changed=0
for folder in "$room"/host*/etc; do
    [ "$(readlink "$folder/current")" = generations/000001 ] || [ "$folder" = "$room/host00/etc" ] ||
        broken "$folder: was saved again"
done

# Exports lie where they should, what is applied below its root, and the program where it was to be installed.
[ -x "$room/host02/bin/printseal" ] || broken 'the program was not installed'
"$room/host02/bin/printseal" -C "$room/host02/etc" cert status > /dev/null || broken 'what it needs was not installed'
for unit in "$room"/host02/units/*; do
    sed -e "s|$room/host02/bin/printseal|/usr/bin/printseal|g" -e "s|$room/host02/etc|/etc/printseal|g" "$unit" |
        diff "assets/$(basename "$unit")" - || broken "$(basename "$unit") of the role is not the one in assets/"
done
[ "$(find "$room/host02/units" -type f | wc -l)" -eq "$(find assets -maxdepth 1 -name 'printseal-*.*' | wc -l)" ] || broken 'a unit is missing'
grep -rq 'table inet printseal' "$room/host01/tree/etc" || broken 'nothing was applied'
compgen -G "$room/host01/etc/exports/linux-trust/printseal-*.crt" > /dev/null || broken 'an export is missing'

# The table says of every host what the program says itself, worst first.
mkdir "$room/json"
for i in $(seq -f %02.0f 0 $((hosts - 1))); do
    "$PRINTSEAL" -C "$room/host$i/etc" check --format json > "$room/json/host$i.json" || true
done
"$PRINTSEAL" report "$room/json" | awk 'NF == 7 && $2 ~ /^[ABCDF]$/ { sub(/\..*/, "", $1); sub("print", "host", $1)
    print $1, $2, $4, $5, $6 }' > "$room/wanted" || true
awk 'NR > 1 { print $1, $2, $3, $4, $5 }' "$room/summary" > "$room/found"
[ "$(wc -l < "$room/found")" -eq $hosts ] || broken "$(cat "$room/summary")"
diff <(sort "$room/wanted") <(sort "$room/found")
[ "$(awk '{ print $2 }' "$room/found" | tr -d '\n')" = "$(awk '{ print $2 }' "$room/wanted" | tr -d '\n')" ] ||
    broken 'not worst first' "$(cat "$room/summary")"

# What somebody changed on a host is told in check mode, as a difference, and put right by a run.
"$PRINTSEAL" -C "$room/host03/etc" set tls.min_version=1.3 radius.nps1.timeout=9
"$PRINTSEAL" -C "$room/host03/etc" remove radius.nps1
"$PRINTSEAL" -C "$room/host03/etc" add radius.nps1 host=elsewhere.corp.example.com timeout=9
play --check --diff --limit host01,host03
all_say changed=1 1
all_say changed=0 1
grep -q 'radius.nps1.host: elsewhere.corp.example.com -> nps1.corp.example.com' "$room/out" ||
    broken 'the difference is not shown' "$(cat "$room/out")"
[ "$("$PRINTSEAL" -C "$room/host03/etc" get radius.nps1.timeout)" = 9 ] || broken 'check mode has changed a host'

# A setting that the inventory does not name is the host's own business.
play --limit host01,host03
all_say changed=1 1
[ "$("$PRINTSEAL" -C "$room/host03/etc" get radius.nps1.host)" = nps1.corp.example.com ] || broken 'not put right'
[ "$("$PRINTSEAL" -C "$room/host03/etc" get tls.min_version)" = 1.3 ] || broken 'more than the inventory says was changed'

# Secrets: each host its own; none was printed, and none is on the controller; the vault's one is set as it is.
for folder in "$room"/host*/etc; do
    "$PRINTSEAL" -C "$folder" secret show --force radius.nps1.secret
done > "$room/secrets"
[ "$(sort -u "$room/secrets" | wc -l)" -eq $hosts ] || broken 'two hosts share a secret'
if grep -qFf "$room/secrets" "$room/said" "$room/summary" "$room/inventory.json"; then broken 'a secret was printed'; fi
[ "$("$PRINTSEAL" -C "$room/host00/etc" secret show --force smtp.password)" = 'Zx9!quay \ "vault" {{ 1 }} 47' ] ||
    broken 'the secret of the vault is not what it was'
if grep -q 'quay' "$room/said"; then broken 'the secret of the vault was printed'; fi

# What was typed came over as it was.
[ "$("$PRINTSEAL" -C "$room/host01/etc" get server.organization)" = "quotes \" \\ ' \$(id) \`id\` {{ 7 * 7 }} ]]> <b> ü ✓" ] ||
    broken "$("$PRINTSEAL" -C "$room/host01/etc" get server.organization)"
