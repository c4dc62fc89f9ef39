#!/usr/bin/env bash
# A lost line in the middle of typing: the terminal is put back, and the next start offers the draft.
. "$(dirname "$0")/lib.sh"
saved "$room/dir"

for signal in HUP TERM INT QUIT; do
    start "by-$signal" 80x24 "$PRINTSEAL" -C "$room/dir" server
    expect "by-$signal" 'Organization'
    press "by-$signal" Down Down
    type_text "by-$signal" "Acme $signal"
    kill -s "$signal" "$(process "by-$signal")"
    expect "by-$signal" "left with $((128 + $(kill -l "$signal")))"
    start "after-$signal" 80x24 "$PRINTSEAL" -C "$room/dir"
    expect "after-$signal" 'Resume'
    press "after-$signal" Enter
    expect "after-$signal" "Acme $signal"
    press "after-$signal" C-q
    press "after-$signal" Tab Tab Enter
    expect "after-$signal" 'left with 4'
done

# Where something is saved already, what was typed over it comes back alone, not behind it.
"$PRINTSEAL" -C "$room/dir" set server.organization=Before > /dev/null
start over 80x24 "$PRINTSEAL" -C "$room/dir" server
expect over 'Before'
press over Down Down
type_text over ' and after'
kill -s HUP "$(process over)"
expect over 'left with 129'
start again 80x24 "$PRINTSEAL" -C "$room/dir"
expect again 'Resume'
press again Enter
expect again 'Organization      Before and after'
press again Escape
press again C-q
expect again 'left with 0'

# The topic that it was called with is open behind the draft's box, too.
start topic 80x24 "$PRINTSEAL" -C "$room/dir" tls
expect topic 'Oldest TLS version'
press topic Down Down Down
press topic Space
expect topic '1 unsaved'
kill -s HUP "$(process topic)"
expect topic 'left with 129'
start back 80x24 "$PRINTSEAL" -C "$room/dir" tls
expect back 'Resume'
press back Enter
expect back '1 unsaved'
expect back 'Ciphers'
press back C-_
press back C-q
expect back 'left with 0'

# Killed without a word: at most one second of typing is lost.
start by-KILL 80x24 "$PRINTSEAL" -C "$room/dir" server
expect by-KILL 'Organization'
press by-KILL Down Down
from_now
type_text by-KILL 'Acme killed'
drafted
kill -s KILL "$(process by-KILL)"
expect by-KILL 'left with 137'
start after-KILL 80x24 "$PRINTSEAL" -C "$room/dir"
expect after-KILL 'Resume'
press after-KILL Enter
expect after-KILL 'Acme killed'

# What its parent ignores, as nohup does and trap '' INT, does not end it either.
start ignores 80x24 bash -c "trap '' HUP TERM INT QUIT TSTP; exec '$PRINTSEAL' -C '$room/dir' tls"
expect ignores 'Oldest TLS'
for signal in HUP TERM INT QUIT TSTP; do kill -s "$signal" "$(process ignores)"; done
press ignores C-q
expect ignores 'left with 0'
