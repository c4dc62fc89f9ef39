#!/usr/bin/env bash
# check in every form: each keeps the rules of its form, and all say the same; whatever people typed.
set -euo pipefail
cd "$(dirname "$0")/../.."
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
export PRINTSEAL_DIR=$room/etc

broken() {
    printf '%s\n' "$@"
    exit 1
}

# All forms of what is configured now, held against each other; the plugin ends with that status.
forms() { # status of the plugin
    local form status
    mkdir -p "$room/out"
    for form in json sarif nagios prometheus html; do
        status=0
        "$PRINTSEAL" check --format $form > "$room/out/$form" || status=$?
        case $form in
        nagios) [ $status -eq "$1" ] || broken "nagios: status $status, not $1" ;;
        *) [ $status -eq $(($1 > 0)) ] || broken "$form: status $status" ;;
        esac
    done
    [ "$1" -eq 0 ] || python3 -W error tests/report/formats.py lines "$room/out/sarif" "$PRINTSEAL_DIR/current/printseal.conf" || broken 'SARIF: lines'
    python3 -W error tests/report/formats.py all "$room/out" || broken "of: $(cat "$room/out/json")"
    if command -v promtool > /dev/null; then
        promtool check metrics < "$room/out/prometheus" || broken 'promtool is not content'
    fi
}

printf 'server : { fqdn = "print01.corp.example.com"; };\ncertificates : { key_type = "p256"; };\n' \
    > "$room/answers"
"$PRINTSEAL" init --answers "$room/answers" --recovery-file "$room/code" > /dev/null
forms 0
"$PRINTSEAL" set tls.hsts=false
forms 1
"$PRINTSEAL" set tls.http_enabled=true tls.min_version=1.1
forms 2

# What people type is never taken for the form's own signs.
evil=$'</script><script>alert(1)</script> "; rm -rf / $(id) `id` ]]> \\ \\n {"x": [|] } é ✓ 𝕏'
"$PRINTSEAL" set "server.organization=${evil:0:60}" "server.site=${evil: -40}"
"$PRINTSEAL" add snmp.odd "user=a|b\"c\\d" auth=md5 "context=${evil: -20}"
"$PRINTSEAL" add waivers.odd finding=tls.hsts "reason=$evil" "by=<b>\"&'" until=2999-12-31
# shellcheck disable=SC2016 # nothing of it is to be taken as a sign
"$PRINTSEAL" add ldap.odd host=ldap.corp.example.com security=none "base_dn=dc=corp,dc=example" \
    'bind_dn=cn=\"\>\<svg onload=x\>\, $(id),dc=corp'
forms 2

# A certificate that is away, and files that were changed outside.
rm "$PRINTSEAL_DIR/current/cert/server.cer"
forms 2

# Live tests that somebody saved are in the page, as text; a file that is none is refused.
cat > "$room/probe.json" << 'END'
{"version": 1, "results": [{"path": "tls.<b>\u001b[31m", "target": "<i>:8090", "verdict": "fail", "ms": 31, "facts": {}, "steps": [
 {"step": "connect", "verdict": "pass", "text": "127.0.0.1"}, {"step": "tls", "verdict": "fail", "text": "<script>x()</script>"}]},
 {"path": 7, "verdict": [], "steps": "none"}, null]}
END
"$PRINTSEAL" check --format html --probe "$room/probe.json" --output "$room/page.html" || true
python3 -W error tests/report/formats.py html "$room/page.html"
grep -q '&lt;script&gt;x()&lt;/script&gt;' "$room/page.html" && grep -q '&lt;i&gt;:8090' "$room/page.html" || broken 'the live tests are not in the page'
for bytes in '' '{' '[]' '{"version": 2}' '{"version": 1}' '{"version": 1, "results": {}}'; do
    printf '%s' "$bytes" > "$room/probe.json"
    status=0
    "$PRINTSEAL" check --format html --probe "$room/probe.json" > /dev/null 2> "$room/err" || status=$?
    [ $status -eq 3 ] || broken "live tests of '$bytes': status $status"
    grep -q 'probe.json' "$room/err" || broken "live tests of '$bytes': $(cat "$room/err")"
done

# The plugin has no other status and no other output, whatever happens.
status=0
"$PRINTSEAL" -C "$room/none" check --format nagios > "$room/line" 2> "$room/err" || status=$?
if [ $status -ne 3 ] || [ -s "$room/err" ]; then broken "of nothing: status $status" "$(cat "$room/err")"; fi
grep -q '^PRINTSEAL UNKNOWN - there is no configuration' "$room/line" || broken "$(cat "$room/line")"
status=0
"$PRINTSEAL" check --format nagios all > "$room/line" 2>&1 || status=$?
[ $status -eq 3 ] || broken "wrong use: status $status"

# node_exporter reads as another user; anyone who looks sees a whole file.
"$PRINTSEAL" check --format prometheus --output "$room/printseal.prom" || true
[ "$(stat -c %a "$room/printseal.prom")" = 644 ] || broken 'others cannot read the metrics'
python3 tests/report/formats.py prometheus "$room/printseal.prom"

# No secret in any of them.
while read -r path; do
    secret=$("$PRINTSEAL" secret show --force "$path" 2> /dev/null)
    if grep -rqF -- "$secret" "$room/out" "$room/printseal.prom"; then broken "$path is in a report"; fi
done < <("$PRINTSEAL" secret list 2> /dev/null | awk '/random/ { print $1 }')
