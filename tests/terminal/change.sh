#!/usr/bin/env bash
# A change is typed, shown, undone, done again, reviewed and saved; leaving with it unsaved asks.
. "$(dirname "$0")/lib.sh"
saved "$room/dir"

start one 80x24 "$PRINTSEAL" -C "$room/dir" tls
expect one 'Oldest TLS version'
press one Right
expect one '1 unsaved'
press one C-_
refuse one '1 unsaved'
press one C-y
expect one '1 unsaved'
press one C-q
expect one 'Not saved'
press one Escape
press one C-s
expect one 'Oldest TLS version'
expect one 'TLS 1.2   → TLS 1.3'
press one C-s
expect one 'Saved as generation 2'
"$PRINTSEAL" -C "$room/dir" history | grep -F 'changed in the wizard: TLS and HTTP' > /dev/null
press one C-q
expect one 'left with 0'
[ "$("$PRINTSEAL" -C "$room/dir" get tls.min_version)" = 1.3 ]
