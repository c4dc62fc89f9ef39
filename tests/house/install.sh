#!/usr/bin/env bash
# Installed with DESTDIR, moved elsewhere, run from there with nothing in its environment: every command.
set -euo pipefail
cd "$(dirname "$0")/../.."
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
DESTDIR=$room/staged cmake --install build/release --prefix /usr > "$room/log" 2>&1 || { cat "$room/log"; exit 1; }
cp build/release/install_manifest.txt "$room/manifest" # others install from here, too
mv "$room/staged/usr" "$room/moved"
root=$room/moved
program=$root/bin/printseal

for file in bin/printseal libexec/printseal/probe libexec/printseal/certificates share/printseal/templates/nginx \
    share/printseal/schema/check.json share/man/man1/printseal.1 share/man/man1/printseal-cert.1 \
    share/man/man5/printseal.conf.5 share/man/man7/printseal-findings.7 share/man/de/man1/printseal-cert.1 share/man/de/man5/printseal.conf.5 \
    share/man/de/man7/printseal-findings.7 share/bash-completion/completions/printseal \
    share/zsh/site-functions/_printseal share/fish/vendor_completions.d/printseal.fish \
    lib/systemd/system/printseal-renew.timer share/printseal/ansible/site.yml share/doc/printseal/README.md \
    share/doc/printseal/administrator.md share/doc/printseal/SECURITY.md share/locale/de/LC_MESSAGES/printseal.mo share/doc/printseal/design/vault.md; do
    [ -e "$root/$file" ] || { printf 'not installed: %s\n' "$file"; exit 1; }
done
for document in README.md CONTRIBUTING.md; do
    grep -oE '\]\([^):]+\)' "$root/share/doc/printseal/$document" | tr -d '()]' | while read -r link; do
        [ -e "$root/share/doc/printseal/$link" ] || { printf '%s leads to %s, which is not installed\n' "$document" "$link"; exit 1; }
    done
done
grep -q '^ExecStart=/usr/bin/printseal ' "$root/lib/systemd/system/printseal-renew.service"

run() { # the status it must end with, then the words
    local want=$1 status=0
    shift
    (cd / && exec env -i PATH=/usr/bin:/bin "$program" -C "$room/dir" "$@") > "$room/out" 2>&1 < "${input:-/dev/null}" || status=$?
    [ "$status" -eq "$want" ] && return
    printf 'printseal %s: status %d, not %d\n' "$*" "$status" "$want"
    cat "$room/out"
    exit 1
}
printf 'server : { fqdn = "print01.corp.example.com"; };\ncertificates : { key_type = "p256"; };\n' > "$room/answers"
printf 'name,host\nlobby,lobby.corp.example.com\n' > "$room/printers.csv"
printf 'lantern quiver mosaic brisk tuba 42' > "$room/password"

run 0 --version
run 0 --help
LANGUAGE=de LC_ALL=C.UTF-8 "$program" --help | grep -q '^Befehle' || { echo 'the moved program does not find its German'; exit 1; }
run 0 init --answers "$room/answers" --recovery-file "$room/recovery"
run 0 check
run 0 check --format json --output "$room/check.json"
run 0 list
run 0 get server.fqdn
run 0 set server.site=Lobby
run 0 add radius.hq host=radius.corp.example.com
run 0 add snmp.floor user=poll
run 0 secret list
run 0 secret rotate radius.hq.secret
input=$room/password run 0 strength
run 1 probe tls
run 0 cert status
run 0 cert issue
run 0 cert renew
run 0 cert export --format pem
run 1 cert examine --trust "$room/dir/current/cert/ca-root.crt" "$room/dir/current/cert/server.cer"
run 0 export --list
awk '/^[a-z]/ { print $1 }' "$room/out" > "$room/targets"
mkdir "$room/exports"
while read -r target; do
    run 0 export "$target" --output "$room/exports/$target"
done < "$room/targets"
run 0 import printers "$room/printers.csv"
run 0 remove radius.hq
run 0 history
run 0 diff
run 0 rollback 1
run 0 answers
run 0 completion bash
run 0 manual
mkdir "$room/fleet"
cp "$room/check.json" "$room/fleet"
run 0 report "$room/fleet"
run 0 help
for word in $(sed -n '/^commands/,/^options/s/^  \([a-z][a-z-]*\) .*/\1/p' <("$program" --help)); do
    run 0 "$word" --help
done

# Uninstalled as the README says, from where it was moved to.
sed "s|^/usr|$root|" "$room/manifest" | xargs rm -f
[ -z "$(find "$root" ! -type d)" ] || { printf 'left by uninstalling:\n'; find "$root" ! -type d; exit 1; }
