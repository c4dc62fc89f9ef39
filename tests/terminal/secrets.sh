#!/usr/bin/env bash
# A secret typed into the wizard is in no file but the vault, no core, no argument, no scroll-back.
. "$(dirname "$0")/lib.sh"
if ldd "$PRINTSEAL" | grep -q libasan; then echo "a core of what is sanitized takes terabytes: this needs a release"; exit 1; fi
printf 'server : { fqdn = "print01.corp.example.com"; };\ncertificates : { key_type = "p256"; };\nradius = ( { name = "hq"; host = "radius.corp.example.com"; secret = "generate"; } );\n' \
    > "$room/answers"
"$PRINTSEAL" -C "$room/dir" init --answers "$room/answers" > /dev/null 2>&1
secret='Zx9-hunter-QuarkVole-41'
found() { echo "the secret is in: $*"; exit 1; }

start one 80x24 "$PRINTSEAL" -C "$room/dir"
expect one 'Grade'
press one C-p
type_text one 'radius.hq'
press one Enter
expect one 'RADIUS'
press one C-p
type_text one 'shared'
press one Enter
type_text one "$secret"
expect one 'guessed'
pid=$(process one)
if tm capture-pane -p -S - -t one | grep -F "$secret" > /dev/null; then found 'the scroll-back'; fi
if tr '\0' '\n' < "/proc/$pid/cmdline" | grep -F "$secret" > /dev/null; then found 'the arguments'; fi
if tr '\0' '\n' < "/proc/$pid/environ" | grep -F "$secret" > /dev/null; then found 'the environment'; fi

core() { # while it is typed, when it is taken, when it is saved
    gcore -o "$room/core" "$pid" > /dev/null 2>&1
    # What is no secret is in it: so the search can find something.
    grep -a 'print01.corp.example.com' "$room/core.$pid" > /dev/null
    if grep -qaF "$secret" "$room/core.$pid"; then found "a core file, $1"; fi
    for width in 1 3; do # as UTF-16 and as wide characters
        wide=$(printf '%s' "$secret" | sed "s/./&\\\\x00{$width}/g")
        if LC_ALL=C grep -qaP "$wide" "$room/core.$pid"; then found "a core file, wide, $1"; fi
    done
    rm "$room/core.$pid"
}
core 'while it is typed'
from_now
press one Tab
core 'when it is taken'
drafted
press one C-s
press one C-s
expect one 'Saved as generation 2'
core 'when it is saved'

"$PRINTSEAL" -C "$room/dir" secret show radius.hq.secret --force | grep -xF "$secret" > /dev/null
if grep -raqF "$secret" "$room/dir"; then found "$(grep -ralF "$secret" "$room/dir")"; fi
press one C-q
expect one 'left with 0'
tm capture-pane -p -S - -t one | grep -F "$secret" > /dev/null && found 'what is left on the terminal'

# As a QR code it is in memory while its box is open, and nowhere afterwards: not as text, not as modules, not on the screen.
printf '%s' "$secret" > "$room/secret"
start code 80x24 "$PRINTSEAL" -C "$room/dir" radius
expect code 'Enter open'
press code Enter
expect code 'Shared secret'
press code Home Down Down Down C-v
expect code 'Letter by letter'
press code s
expect code 'For the camera'
pid=$(process code)
there() { [ "$(python3 tests/terminal/camera.py memory "$room/secret" "$pid")" = "$1" ]; }
await 'the code to be there' there $'cells\nmodules'
press code Escape
expect code 'Letter by letter'
press code Escape
expect code 'Enter next'
there '' || found "the memory: $(python3 tests/terminal/camera.py memory "$room/secret" "$pid")"
tm capture-pane -p -S - -t code | grep '[▀▄]' > /dev/null && found 'the scroll-back, as a code'
press code C-q
expect code 'left with'

# What a user runs is not his to look into, and leaves no core file.
if [ "$(id -u)" -eq 0 ]; then
    chmod 711 "$room"
    install -m 755 "$PRINTSEAL" "$room/printseal"
    mkfifo "$room/pipe"
    setpriv --reuid 65534 --regid 65534 --clear-groups env -C / "$room/printseal" strength < "$room/pipe" > "$room/log" 2>&1 &
    pid=$!
    exec 3> "$room/pipe"
    closed() { [ "$(cat "/proc/$pid/comm")" = printseal ] && [ "$(stat -c %u "/proc/$pid/environ")" = 0 ]; }
    sealed=0
    (await 'its memory to be closed' closed && grep -E 'Max core file size +0 +0 ' "/proc/$pid/limits" > /dev/null) || sealed=$?
    exec 3>&-
    [ "$sealed" -eq 0 ]
    wait "$pid" || [ $? -eq 1 ] # weak: it is empty
fi

# Where leaving does not put the screen back, a secret that is shown goes all the same.
for how in TERM SEGV TSTP; do
    start "on-$how" 80x24 env TERM=linux "$PRINTSEAL" -C "$room/dir" radius
    expect "on-$how" 'Enter open'
    press "on-$how" Enter
    expect "on-$how" 'Shared secret'
    press "on-$how" Home Down Down Down C-r
    expect "on-$how" "$secret"
    pid=$(process "on-$how")
    kill -s "$how" "$pid"
    for ((i = 0; i < 200; i++)); do
        if ! screen "on-$how" | grep -F "$secret" > /dev/null; then break; fi
        sleep 0.05
    done
    if screen "on-$how" | grep -F "$secret" > /dev/null; then found "the screen, after $how"; fi
done
kill -s CONT "$pid"
expect on-TSTP 'RADIUS'
if screen on-TSTP | grep -F "$secret" > /dev/null; then found 'the screen, after it went on'; fi
press on-TSTP C-q
exit 0
