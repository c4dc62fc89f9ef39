#!/usr/bin/env bash
# What root's check writes into a folder where all may write: a stranger's link, pipe or hard link is not
# written through, and what a stranger left there is not believed.
set -euo pipefail
cd "$(dirname "$0")/../.."
PRINTSEAL=${PRINTSEAL:-$PWD/build/release/printseal}
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
failed=0
expect() {
    [ "$2" = "$3" ] && return
    printf '%s\n  expected: %s\n  found:    %s\n' "$1" "$2" "$3"
    failed=1
}
[ "$(id -u)" = 0 ] || { echo 'skipped: only root has another user'; exit 77; }
chmod 711 "$room"
export PRINTSEAL_DIR=$room/etc LC_ALL=C.UTF-8
"$PRINTSEAL" init server.fqdn=print01.corp.example.com certificates.key_type=p256 --recovery-file "$room/recovery" > /dev/null
"$PRINTSEAL" set tls.min_version=1.0
mkdir -m 1777 "$room/all"
echo precious > "$room/precious"
stranger() {
    setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
}
check() { # status that is expected, arguments
    local status=0
    "$PRINTSEAL" check "${@:2}" > "$room/said" 2> "$room/err" || status=$?
    expect "check ${*:2}: $(cat "$room/err")" "$1" "$status"
}

stranger ln -s "$room/precious" "$room/all/link"
check 3 --output "$room/all/link"
expect 'the sentence' "printseal: $room/all/link: is not a plain file, and another user's" "$(cat "$room/err")"
check 3 --watch "$room/all/link"
stranger mkfifo "$room/all/pipe"
check 3 --output "$room/all/pipe"
ln "$room/precious" "$room/all/hard"
check 1 --format json --output "$room/all/hard"
expect 'nothing was written through' precious "$(cat "$room/precious")"
expect 'a new file' json "$(python3 -c 'import json, sys; json.load(open(sys.argv[1])); print("json")' "$room/all/hard")"

# All findings known already, says the stranger.
"$PRINTSEAL" check --format json > "$room/known" || true
stranger sh -c "cat > '$room/all/known'" < "$room/known"
check 1 --watch "$room/all/known"
expect 'not believed' 1 "$(grep -c 'is another user' "$room/err")"
expect 'all is told' 1 "$(grep -c tls.min_version "$room/said")"

# What is ours is written to as before.
touch "$room/report"
ln -s "$room/report" "$room/all/ours"
check 1 --output "$room/all/ours"
expect 'our link' 1 "$(grep -c 'grade ' "$room/report")"
check 1 --output /dev/stdout
expect '/dev/stdout' 1 "$(grep -c 'grade ' "$room/said")"
check 1 --watch "$room/all/watch"
check 0 --watch "$room/all/watch"
exit $failed
