#!/usr/bin/env bash
# Smaller, smallest and back: the same frame, and everything can be reached at 40x9.
. "$(dirname "$0")/lib.sh"
saved "$room/dir"

start one 80x24 "$PRINTSEAL" -C "$room/dir" smtp
expect one 'Outgoing mail'
screen one > "$room/before"
for size in 40x12 20x5 1x1 300x100 80x24; do
    tm resize-window -t one -x "${size%x*}" -y "${size#*x}"
    sleep 0.3
    screen one > "$room/at-$size"
done
diff "$room/before" "$room/at-80x24"
grep -q 'Outgoing mail' "$room/at-40x12"

tm resize-window -t one -x 40 -y 9
press one Escape Home
expect one 'Server'
for topic in Certificates 'Firewall' RADIUS SNMP 'Review and save'; do
    for ((i = 0; i < 30; i++)); do
        if screen one | grep -F "$topic" > /dev/null; then break; fi
        press one Down
    done
    expect one "$topic"
done
