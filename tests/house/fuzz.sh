#!/usr/bin/env bash
# Every fuzzer for a while, from its corpus if it has one; SECONDS_EACH says how long. What is brought as a
# certificate has a minute, for it comes from strangers and is opened with a key in hand.
set -euo pipefail
cd "$(dirname "$0")/../.."
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
for fuzzer in build/fuzz/tests/*_fuzz; do
    name=$(basename "$fuzzer")
    mkdir "$room/$name"
    seeds=tests/fuzz/corpus/${name%_fuzz}
    [ -d "$seeds" ] && cp -r "$seeds/." "$room/$name"
    words=tests/fuzz/${name%_fuzz}.dict
    [ -f "$words" ] && dictionary=(-dict="$words") || dictionary=()
    case $name in
    take_fuzz | examine_fuzz | certificate_fuzz) seconds=20 ;;
    *) seconds=8 ;;
    esac
    if ! "$fuzzer" "${dictionary[@]}" -max_total_time="${SECONDS_EACH:-$seconds}" -artifact_prefix="$room/" -timeout=10 \
        "$room/$name" > "$room/log" 2>&1; then
        tail -n 40 "$room/log"
        exit 1
    fi
    printf '%s: %s\n' "$name" "$(grep -o 'Done [0-9]* runs in [0-9]* second' "$room/log")"
done
