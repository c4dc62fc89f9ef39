#!/usr/bin/env bash
# Smaller, smallest and back: the same frame, and everything can be reached at 40x9.
. "$(dirname "$0")/lib.sh"
saved "$room/dir"

has_size() { [ "$(stty size < "$(tm display-message -p -t one '#{pane_tty}')")" = "${1#*x} ${1%x*}" ]; }
# It was woken by the new size before that can be seen, so when it sleeps again it has drawn.
same() { diff -q "$room/before" <(screen one) > /dev/null; }

start one 80x24 "$PRINTSEAL" -C "$room/dir" smtp
expect one 'Outgoing mail'
screen one > "$room/before"
pid=$(process one)
for size in 40x12 20x5 1x1 300x100 80x24; do
    tm resize-window -t one -x "${size%x*}" -y "${size#*x}"
    await "a window of $size" has_size "$size"
    await "a frame of $size" sleeps "$pid"
    case $size in
    40x12) expect one 'Outgoing mail' ;;
    80x24) await 'the frame it had' same ;;
    esac
    screen one > "$room/at-$size"
done
diff "$room/before" "$room/at-80x24"
grep -q 'Outgoing mail' "$room/at-40x12"

tm resize-window -t one -x 40 -y 9
press one Escape Home
expect one 'Server'
for topic in Certificates 'Firewall' RADIUS SNMP 'Review and save'; do
    walk one Down "$topic"
done
