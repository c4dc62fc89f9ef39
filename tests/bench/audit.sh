#!/usr/bin/env bash
# How long the audit of one change takes beside an audit of the whole, at 1,000, 10,000 and 100,000 printers.
#
#   tests/bench/audit.sh [COUNT...]        needs a release build
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${BUILD:-build/release}
cmake --build "$build" --target audit_bench > /dev/null
for count in "${@:-1000 10000 100000}"; do
    for one in $count; do
        printf '\n%s printers\n' "$one"
        "$build/tests/audit_bench" "$one"
    done
done
