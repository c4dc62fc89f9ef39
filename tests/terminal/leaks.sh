#!/usr/bin/env bash
# The wizard under valgrind: opened, moved about in, changed, saved and left without a leak.
. "$(dirname "$0")/lib.sh"
. tests/house/watch.sh
saved "$room/dir"

start one 80x24 valgrind "${watch[@]}" "--log-file=$room/log" "$PRINTSEAL" -C "$room/dir"
expect one 'Grade A'
press one Down Down Down Enter
expect one 'Oldest TLS version'
press one Right
expect one '1 unsaved'
press one C-p
expect one '/'
type_text one 'radius'
press one Escape
press one C-o
expect one 'Actions'
press one Escape Escape
press one C-s
expect one 'Oldest TLS version'
press one C-s
expect one 'Saved as generation 2'
press one C-q
if ! (expect one 'left with 0'); then
    cat "$room/log"
    exit 1
fi
