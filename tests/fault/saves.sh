#!/usr/bin/env bash
# A save under errors and kills, the short form; tests/run.sh --thorough runs all of it.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${PRINTSEAL:-build/release/printseal}
status=0
build/debug/tests/strike /dev/null "$(realpath "$program")" --version > /dev/null 2>&1 || status=$?
[ "$status" -ne 77 ] || { echo "tracing is not allowed here"; exit 77; }
python3 tests/fault/saves.py "$@" build/debug/tests/strike build/debug/tests/libmemory.so "$program"
