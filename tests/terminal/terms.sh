#!/usr/bin/env bash
# Old, unknown and dumb terminals; no colour; no UTF-8.
. "$(dirname "$0")/lib.sh"
saved "$room/dir"

for term in vt100 no-such-terminal linux; do
    start "as-$term" 80x24 env TERM="$term" "$PRINTSEAL" -C "$room/dir" ldap
    expect "as-$term" 'LDAP'
    press "as-$term" Escape
    press "as-$term" q
    expect "as-$term" 'left with 0'
done

start dumb 80x24 env TERM=dumb "$PRINTSEAL" -C "$room/dir"
expect dumb 'printseal, line by line'
expect dumb 'Enter to review and save, . to leave:'
press dumb . Enter
expect dumb 'left with 0'

# Without a terminal: a sentence, no escape sequence, exit 2.
status=0
"$PRINTSEAL" -C "$room/dir" > "$room/out" 2> "$room/why" < /dev/null || status=$?
[ "$status" -eq 2 ] && [ ! -s "$room/out" ]
grep -q 'these commands do the same' "$room/why"

start plain 80x24 env LANG=C LC_ALL=C NO_COLOR=1 TERM=xterm-256color \
    sh -c 'until [ -e "$2" ]; do sleep 0.05; done; exec "$0" -C "$1"' "$PRINTSEAL" "$room/dir" "$room/piped"
tm pipe-pane -t plain "cat > '$room/typescript'"
touch "$room/piped"
expect plain 'Grade A'
press plain Enter
press plain Escape
press plain q
expect plain 'left with 0'
grep -q 'Grade A' "$room/typescript"
if LC_ALL=C grep -qP '[\x80-\xff]' "$room/typescript"; then
    echo 'bytes over 127 in LANG=C'
    exit 1
fi
if LC_ALL=C grep -qP '\x1b\[[0-9;]*(3[0-7]|4[0-7]|38;|48;)[0-9;]*m' "$room/typescript"; then
    echo 'colours in spite of NO_COLOR'
    exit 1
fi
