#!/usr/bin/env bash
# A look is chosen in the wizard, shown at once, and remembered for the user, not in the configuration.
. "$(dirname "$0")/lib.sh"
saved "$room/dir"
export XDG_STATE_HOME=$room/state
bars() { tm capture-pane -p -e -t "$1" | head -1 | grep -F $'\033['"$2" > /dev/null; }

look() {
    start "$1" 80x24 env TERM=screen-256color "$PRINTSEAL" -C "$room/dir"
    expect "$1" 'Grade A'
}

look first
await 'the bar of the default look' bars first '38;5;231m'
type_text first /
type_text first contrast
press first Enter
expect first 'High contrast'
press first Right
press first Right
press first Enter
expect first 'Remembered for you'
await 'the bar of high contrast' bars first '48;5;16m'
[ "$(cat "$room/state/printseal/look")" = contrast ]
type_text first q
expect first 'left with 0'
look second
await 'the same at the next start' bars second '48;5;16m'
! grep -r contrast "$room/dir/current/printseal.conf"
