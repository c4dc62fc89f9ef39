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
expect first 'Now: Default, by itself.'
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
type_text second /
type_text second contrast
press second Enter
expect second 'Now: High contrast, chosen by you and remembered.'
press second Enter
expect second 'Remembered for you'
press second C-q
expect second 'left with 0'
[ "$(cat "$room/state/printseal/look")" = contrast ] # the one in force was in hand

# By itself on a slow line, and as the environment says: the box tells which decided.
rm "$room/state/printseal/look"
now() {
    start "$1" 80x24 bash -c "stty 9600; exec $2 '$PRINTSEAL' -C '$room/dir'"
    expect "$1" 'Grade A'
    type_text "$1" /
    type_text "$1" contrast
    press "$1" Enter
    expect "$1" "$3"
    press "$1" C-q
    expect "$1" 'left with 0'
}
now slow env 'Now: Plain, by itself, for the line is slow.'
now named 'env PRINTSEAL_LOOK=contrast' 'Now: High contrast, as PRINTSEAL_LOOK says.'
! grep -r contrast "$room/dir/current/printseal.conf"
