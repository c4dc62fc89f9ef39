#!/usr/bin/env bash
# Two at once: the second administrator is told who has it and looks; a command is refused. What the first saves is
# seen by the second, who takes over when the first has left.
. "$(dirname "$0")/lib.sh"
saved "$room/dir"

# The first frame comes before the lock.
locked() { grep " WRITE .*:$(stat -c %i "$room/dir/lock" 2> /dev/null || echo none) " /proc/locks > /dev/null; }
start first 80x24 "$PRINTSEAL" -C "$room/dir"
expect first 'Grade A'
await 'the lock' locked
start second 80x24 "$PRINTSEAL" -C "$room/dir"
expect second 'has been changing this'
expect second "$(id -un)"
expect second 'last key at'
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

# The first saves: the second shows it and stays a reader.
type_text first /
type_text first hsts
press first Enter
press first Space
expect first '1 unsaved'
press first C-s
expect first 'Save'
press first C-s
expect first 'Saved as generation 2'
expect second 'Generation 2 was saved there'
expect second 'read-only'

# The first leaves, with a draft: the second may change it now, and is offered that.
type_text first /
type_text first hsts
press first Enter
press first Space
expect first '1 unsaved'
press first C-q
expect first 'keep draft'
press first Right
press first Enter
expect first 'left with 4'
expect second 'Unsaved: '
expect second "1 difference, TLS and HTTP; by $(id -un), last at"
press second Right
press second Enter
expect second 'Discard for good'
press second Enter
expect second 'Unsaved: '
press second Right
press second Enter
expect second 'Discard for good'
press second Right
press second Enter
expect second 'Grade B'
refuse second 'read-only'
[ ! -e "$room/dir/draft.vault" ]
type_text second /
type_text second hsts
press second Enter
press second Space
expect second '1 unsaved'
