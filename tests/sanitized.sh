#!/usr/bin/env bash
# Runs a test of the program that is built with sanitizers: sanitized.sh TEST [ARGUMENT...]
# What they find fails it, wherever the test put the program's output and whatever it made of its status; the parts
# in their sandboxes write it to a file that was opened before (backend/child/spawn.c). Leaks are looked for only with
# LEAKS=1, as for commands/: the search takes as long as a short command, and scripts start hundreds of the same.
# Memory around global data is watched in the tests of single parts and by the fuzzers, not here: to mark it takes a
# quarter of a start. Where no leaks are looked for, only the caller of an allocation is kept of its stack: to keep all
# of it takes an eighth of a start, and a test that has failed is run again by hand.
set -euo pipefail
findings=$(mktemp -d)
touch "$findings/parts"
chmod 777 "$findings" # a test may run the program as another user
chmod 666 "$findings/parts"
trap 'rm -rf "$findings"' EXIT
export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=${LEAKS:-0}:report_globals=0:log_path=$findings/asan
[ "${LEAKS:-0}" = 1 ] || ASAN_OPTIONS+=:malloc_context_size=1
export UBSAN_OPTIONS=log_path=$findings/ubsan
export PRINTSEAL_FINDINGS=$findings/parts
status=0
"$@" || status=$?
if grep -rqE 'Sanitizer|runtime error:' "$findings"; then
    printf 'a sanitizer has found:\n'
    head -n 60 "$findings"/*
    exit 1
fi
exit $status
