#!/usr/bin/env bash
# A secret as a QR code: a decoder reads it from the real screen, as half blocks and as blanks, with colours and without;
# where it has no room the screen says so; it goes with Ctrl-Z.
. "$(dirname "$0")/lib.sh"
saved "$room/dir"
"$PRINTSEAL" -C "$room/dir" add radius.hq host=radius.corp.example.com > /dev/null
"$PRINTSEAL" -C "$room/dir" add radius.lab host=lab.corp.example.com > /dev/null
printf 'Größere Äpfel & süße Öle 1849' > "$room/lab"
"$PRINTSEAL" -C "$room/dir" secret set radius.lab.secret < "$room/lab" > /dev/null
"$PRINTSEAL" -C "$room/dir" secret show --force radius.hq.secret | tr -d '\n' > "$room/hq"

# code NAME SIZE RECORD COMMAND...: the wizard with the code of its secret
code() {
    local name=$1 size=$2 record=$3
    shift 3
    start "$name" "$size" env "$@" "$PRINTSEAL" --read-only -C "$room/dir"
    expect "$name" 'Grade'
    type_text "$name" /
    type_text "$name" "radius.$record"
    press "$name" Enter
    expect "$name" "RADIUS > $record"
    press "$name" Home Down Down Down C-v
    expect "$name" 'Letter by letter'
    press "$name" s
    expect "$name" 'For the camera of a phone'
}
# The decoder is a module of Debian's own python3.
read_by_zbar() { tm capture-pane -p -e -t "$1" | /usr/bin/python3 tests/terminal/camera.py "$room/$2" 2> "$room/why"; }
scanned() {
    local i
    for ((i = 0; i < 20; i++)); do
        if read_by_zbar "$1" "$2"; then return 0; fi
    done
    cat "$room/why"
    screen "$1"
    exit 1
}

code colours 80x24 hq TERM=screen-256color
scanned colours hq
refuse colours 'swap light and dark'
code umlauts 80x24 lab TERM=screen
scanned umlauts lab
code bare 80x24 lab TERM=screen NO_COLOR=1
scanned bare lab
expect bare 'swap light and dark' # for a terminal that is dark on light
press bare i
! read_by_zbar bare lab
press bare i
scanned bare lab
code ascii 120x40 lab TERM=screen LC_ALL=C
scanned ascii lab
code small 80x24 hq TERM=screen LC_ALL=C
expect small 'this one has 80 and 24'

press colours Escape
expect colours 'Letter by letter'
! read_by_zbar colours hq
press umlauts C-z # without a shell it cannot be stopped: what is shown goes all the same
expect umlauts 'RADIUS > lab'
refuse umlauts 'For the camera'
! read_by_zbar umlauts lab
