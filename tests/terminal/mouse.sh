#!/usr/bin/env bash
# The mouse: never taken unasked, and given back at every end. tmux knows which modes the program has set.
. "$(dirname "$0")/lib.sh"
saved "$room/dir"

taken() { [ "$(tm display-message -p -t "$1" '#{mouse_standard_flag}#{mouse_sgr_flag}')" = "$2" ]; }
takes() { await "the mouse of $1 to be $2" taken "$1" "$2"; }
click() { given "$1" $((${#2} + ${#3} + 7)) -l $'\e[<0;'"$3;$2M"; } # row and column from 1

start unasked 80x24 "$PRINTSEAL" -C "$room/dir"
expect unasked 'What is left to do'
takes unasked 00
press unasked q
expect unasked 'left with 0'

start asked 80x24 "$PRINTSEAL" --mouse -C "$room/dir"
expect asked 'What is left to do'
takes asked 11
click asked 5 10
expect asked 'How clients reach the web interface'
click asked 5 10
expect asked 'Oldest TLS version'
click asked 24 49
expect asked 'No problems.'
press asked q
expect asked 'left with 0'
takes asked 00

for signal in HUP TERM INT QUIT SEGV ABRT; do
    start "by-$signal" 80x24 "$PRINTSEAL" --mouse -C "$room/dir"
    expect "by-$signal" 'What is left to do'
    takes "by-$signal" 11
    kill -s "$signal" "$(process "by-$signal")"
    expect "by-$signal" "left with $((128 + $(kill -l "$signal")))"
    takes "by-$signal" 00
done

# Stopped it gives the mouse back, continued it has it again.
start stopped 80x24 bash --norc -i
type_text stopped "$(printf '%q --mouse -C %q' "$PRINTSEAL" "$room/dir")"
press stopped Enter
expect stopped 'What is left to do'
takes stopped 11
press stopped C-z
expect stopped 'Stopped'
takes stopped 00
type_text stopped fg
press stopped Enter
expect stopped 'The name of this server'
takes stopped 11

# Line by line there is no mouse.
saved "$room/other"
start plain 80x24 "$PRINTSEAL" --mouse --plain -C "$room/other"
expect plain 'Trusted CAs: fine'
takes plain 00
