#!/usr/bin/env bash
# An export from the wizard: written, written again over what it wrote itself, and over a file that somebody changed only
# when asked to, with a copy kept.
. "$(dirname "$0")/lib.sh"
saved "$room/dir"
sheet=$room/out/checklist.md

# write: the list's first target into the folder
write() {
    press one Enter
    expect one 'Write it into the folder'
    press one C-u
    type_text one "$room/out"
    press one Enter
}

start one 100x30 "$PRINTSEAL" -C "$room/dir"
expect one 'Server'
press one e
expect one 'manual steps'
write
expect one 'myq-checklist: '
[ -s "$sheet" ]
cp "$sheet" "$room/first"
write
expect one 'myq-checklist: '

echo 'ticked off by hand' >> "$sheet"
cp "$sheet" "$room/ticked"
write
expect one 'Changed there'
expect one 'checklist.md'
press one Escape
refuse one 'Changed there'
cmp "$sheet" "$room/ticked"
write
expect one 'Changed there'
press one Enter
expect one 'myq-checklist: '
cmp "$sheet" "$room/first"
cmp "$sheet.old" "$room/ticked"
press one C-q
expect one 'left with 0'
