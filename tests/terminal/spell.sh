#!/usr/bin/env bash
# A secret is spelled, and goes into the terminal's clipboard only when somebody asks and says yes; it goes with
# Ctrl-Z.
. "$(dirname "$0")/lib.sh"
saved "$room/dir"
"$PRINTSEAL" -C "$room/dir" add radius.hq host=radius.corp.example.com > /dev/null
secret=$("$PRINTSEAL" -C "$room/dir" secret show --force radius.hq.secret)

start it 80x24 bash --norc -i
tm set-option -s set-clipboard on
type_text it "$(printf '%q -C %q' "$PRINTSEAL" "$room/dir")"
press it Enter
expect it 'Grade'
type_text it /
type_text it 'radius.hq'
press it Down
press it Enter
expect it 'RADIUS > hq'
press it Home
press it Down
press it Down
press it Down
press it C-v
expect it 'Letter by letter'
expect it "${secret:0:4}"
refuse it "$secret"
type_text it c
expect it 'goes unencrypted into the clipboard'
press it Escape
expect it 'Letter by letter'
! tm show-buffer 2> /dev/null
type_text it c
press it Enter
expect it 'Letter by letter'
clipped() { [ "$(tm show-buffer 2> /dev/null)" = "$secret" ]; }
await 'the clipboard' clipped
expect it 'Sent to the clipboard'
press it C-z
expect it 'Stopped'
type_text it fg
press it Enter
expect it 'RADIUS > hq'
refuse it 'Letter by letter'
refuse it "${secret:0:4}"
