#!/usr/bin/env bash
# History in the wizard: who saved what when, what differs, what is inside, and the way back.
. "$(dirname "$0")/lib.sh"
saved "$room/dir"
"$PRINTSEAL" -C "$room/dir" set server.site=Cologne > /dev/null

start it 80x24 "$PRINTSEAL" -C "$room/dir"
expect it 'Grade A'
type_text it /
type_text it rollback
press it Enter
expect it '2 generations'
expect it 'set server.site'
expect it "$(id -un)"
press it Enter
expect it 'From generation 1 to 2'
expect it 'Site name: empty → Cologne'
press it Escape
press it Down
type_text it i
expect it 'Inside generation 1'
expect it 'Server name: print01.corp.example.com'
press it Escape
# The one that is marked, and what is here now.
type_text it c
expect it 'to what is here now'
press it Escape
press it Space
press it Up
type_text it c
expect it 'From generation 1 to 2'
press it Escape
# The present one is not gone back to; Esc answers no.
type_text it b
expect it 'is the present one'
press it Down
type_text it b
expect it 'becomes the newest again'
press it Escape
type_text it b
expect it 'becomes the newest again'
press it Enter
expect it 'Generation 1 is back as generation 3'
[ "$("$PRINTSEAL" -C "$room/dir" get server.site)" = '' ]
"$PRINTSEAL" -C "$room/dir" history | grep 'back to generation 1' > /dev/null


# A CA that cannot sign its list of revoked certificates does not come back.
press it C-c
"$PRINTSEAL" -C "$room/dir" cert client bob --output "$room/bob.pfx" --password-output "$room/bob.txt" > /dev/null
"$PRINTSEAL" -C "$room/dir" cert revoke bob > /dev/null
rm "$room/dir/current/cert/ca-myq.key"
"$PRINTSEAL" -C "$room/dir" cert issue > /dev/null 2>&1
start it 80x24 "$PRINTSEAL" -C "$room/dir"
expect it 'Grade A'
type_text it /
type_text it rollback
press it Enter
expect it '6 generations'
press it Down
type_text it b
expect it 'becomes the newest again'
press it Enter
expect it 'Not gone back: the CA that comes back needs a revocation list of its own'
"$PRINTSEAL" -C "$room/dir" history | grep '^ *7 ' && exit 1
true
