#!/usr/bin/env bash
# Two at once: the second administrator is told who has it and looks; a command is refused.
. "$(dirname "$0")/lib.sh"
saved "$room/dir"

start first 80x24 "$PRINTSEAL" -C "$room/dir"
expect first 'Grade A'
start second 80x24 "$PRINTSEAL" -C "$room/dir"
expect second 'has been changing this'
expect second "$(id -un)"
press second Enter
expect second 'read-only'
press second Enter
expect second 'Server name'
type_text second x
refuse second 'unsaved'
status=0
"$PRINTSEAL" -C "$room/dir" set tls.hsts=false 2> "$room/why" || status=$?
[ "$status" -eq 3 ]
grep -q "$(id -un)" "$room/why"
"$PRINTSEAL" -C "$room/dir" get tls.hsts | grep -x true > /dev/null
