#!/usr/bin/env bash
# Every fuzzer with all of its corpus; then, where FUZZ_SECONDS says how long for all of them together, with what it
# thinks of itself. Those of what is brought as a certificate have three times as much as others, for it comes from
# strangers and is opened with a key in hand.
set -euo pipefail
cd "$(dirname "$0")/../.."
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
chmod 711 "$room" # a fuzzer may turn into another user
fuzzers=(build/fuzz/tests/*_fuzz)
share() { case $1 in take_fuzz | examine_fuzz | certificate_fuzz) echo 3 ;; *) echo 1 ;; esac }
shares=0
for fuzzer in "${fuzzers[@]}"; do shares=$((shares + $(share "$(basename "$fuzzer")"))); done

for fuzzer in "${fuzzers[@]}"; do
    name=$(basename "$fuzzer")
    mkdir -m 777 "$room/$name"
    seeds=tests/fuzz/corpus/${name%_fuzz}
    [ -d "$seeds" ] && cp -r "$seeds/." "$room/$name"
    words=tests/fuzz/${name%_fuzz}.dict
    [ -f "$words" ] && dictionary=(-dict="$words") || dictionary=()
    seconds=$((${FUZZ_SECONDS:-0} * $(share "$name") / shares))
    if [ "$seconds" -eq 0 ]; then until=-runs=0; else until=-max_total_time=$seconds; fi
    if ! "$fuzzer" "${dictionary[@]}" "$until" -artifact_prefix="$room/" -timeout=10 "$room/$name" > "$room/log" 2>&1; then
        tail -n 40 "$room/log"
        exit 1
    fi
    printf '%s: %s\n' "$name" "$(grep -o 'Done [0-9]* runs in [0-9]* second' "$room/log")"
done
