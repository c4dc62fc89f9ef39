#!/usr/bin/env bash
# report DIR: every server once, worst first; broken and hostile files are named and stop nothing.
set -euo pipefail
cd "$(dirname "$0")/../.."
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
export PRINTSEAL_DIR=$room/etc
servers=2000

broken() {
    printf '%s\n' "$@"
    exit 1
}
ends() { # status, then the command
    local want=$1 status=0
    shift
    "$@" > "$room/out" 2> "$room/err" || status=$?
    [ $status -eq "$want" ] || broken "$*: status $status, not $want" "$(head -5 "$room/out" "$room/err")"
}

printf 'server : { fqdn = "print01.corp.example.com"; };\ncertificates : { key_type = "p256"; };\n' \
    > "$room/answers"
"$PRINTSEAL" init --answers "$room/answers" --recovery-file "$room/code" > /dev/null
mkdir "$room/one" "$room/many" "$room/none"
"$PRINTSEAL" check --format json --output "$room/one/print01.json"

# One server that is fine, and a folder without any.
ends 0 "$PRINTSEAL" report "$room/one"
grep -qE '^print01.corp.example.com +A +100.0 +0 +0 +39[67] ' "$room/out" || broken "$(cat "$room/out")"
grep -qx '1 host: 1 A' "$room/out" || broken "$(cat "$room/out")"
ends 0 "$PRINTSEAL" report "$room/none"
grep -qx '0 hosts' "$room/out" || broken "$(cat "$room/out")"
ends 3 "$PRINTSEAL" report "$room/nowhere"
ends 3 "$PRINTSEAL" report "$room/one/print01.json"

python3 tests/report/fleet.py make "$room/many" $servers "$room/one/print01.json"
ends 1 "$PRINTSEAL" report "$room/many" --format json
python3 -W error tests/report/fleet.py hold "$room/out" $servers
ends 1 "$PRINTSEAL" report "$room/many"
[ "$(grep -cE '  [ABCDF]  ' "$room/out")" -eq $((servers + 1)) ] || broken 'not every server has a line'
if LC_ALL=C grep -qP '[\x00-\x09\x0b-\x1f\x7f]' "$room/out"; then broken 'a control character came through'; fi
grep -q '^cut.json:1: is not JSON\|^cut.json: ' "$room/out" || broken 'a broken file is not named'
tail -1 "$room/out" | grep -q '9 files not readable' || broken "$(tail -1 "$room/out")"

# For spreadsheets and for people: every server once, nothing that runs.
ends 1 "$PRINTSEAL" report "$room/many" --format csv
python3 -W error tests/report/fleet.py csv "$room/out" $servers
ends 1 "$PRINTSEAL" report "$room/many" --format html
python3 -W error tests/report/formats.py html "$room/out"
[ "$(grep -c '<tr><th scope="row">' "$room/out")" -eq $((servers + 1 + 9)) ] || broken 'not every server has a row'
if grep -q '<b>"' "$room/out"; then broken 'markup of a report came through'; fi

# Into a file, whole or not at all.
ends 1 "$PRINTSEAL" report "$room/many" --output "$room/table"
ends 1 "$PRINTSEAL" report "$room/many"
cmp "$room/table" "$room/out"
