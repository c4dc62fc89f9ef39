#!/usr/bin/env bash
# clang-tidy over every source, with the rules of .clang-tidy; its words only if there is something.
set -euo pipefail
cd "$(dirname "$0")/../.."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! git ls-files 'backend/*.c' 'tui/*.c' 'screens/*.c' |
    xargs -P 2 -n 1 clang-tidy --quiet -p build/debug > "$log" 2> /dev/null; then
    cat "$log"
    exit 1
fi
