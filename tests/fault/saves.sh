#!/usr/bin/env bash
# A save under errors and kills, the short form; tests/run.sh --thorough runs all of it.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${PRINTSEAL:-build/release/printseal}
command -v strace > /dev/null || { echo "strace is not there"; exit 77; }
strace -o /dev/null true 2> /dev/null || { echo "tracing is not allowed here"; exit 77; }
python3 tests/fault/saves.py "$@" "$program"
