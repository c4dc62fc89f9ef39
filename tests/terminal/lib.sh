# lib.sh - the real program in a real terminal: tmux, keys in, screens out. Sourced by each test.
# shellcheck shell=bash

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
PRINTSEAL=${PRINTSEAL:-$PWD/build/release/printseal}
# Root's memory is not limited when it is locked; a user's is.
room=$(mktemp -d)
socket=printseal-$$
keys=0
export LANG=C.UTF-8

tm() { tmux -L "$socket" -f /dev/null "$@"; }
clean_up() {
    tm kill-server 2> /dev/null || true
    while pgrep -f "$room" > /dev/null; do sleep 0.05; done # each writes its draft first
    rm -rf "$room"
}
trap clean_up EXIT

# start NAME COLSxROWS command... : a window of its own, without a shell around it
start() {
    local name=$1 size=$2
    shift 2
    tm new-session -d -s "$name" -x "${size%x*}" -y "${size#*x}" \
        "$(printf '%q ' "$@"); echo \"left with \$?\"; exec sleep 60"
    tm set-option -t "$name" -q status off > /dev/null
}

screen() { tm capture-pane -p -t "$1"; }

# expect NAME TEXT: it must come within ten seconds
expect() {
    local i
    for ((i = 0; i < 200; i++)); do
        if screen "$1" | grep -F -- "$2" > /dev/null; then return 0; fi
        sleep 0.05
    done
    printf 'expected "%s", but the screen is:\n' "$2"
    screen "$1"
    exit 1
}

refuse() {
    if screen "$1" | grep -F -- "$2" > /dev/null; then
        printf 'did not expect "%s":\n' "$2"
        screen "$1"
        exit 1
    fi
}

# press NAME KEY...: tmux's names of keys, each counted
press() {
    local name=$1
    shift
    given "$name" $# "$@"
}

type_text() { given "$1" ${#2} -l "$2"; }

# given NAME COUNT WORD...: what tmux sends; it was taken when the program has read a byte for each key and sleeps again.
declare -A pids=()
given() {
    local name=$1 count=$2 pid=${pids[$1]:-} before=0
    shift 2
    [ -e "/proc/${pid:-none}" ] || pid=$(process "$name" || true)
    pids[$name]=$pid
    if [ -n "$pid" ]; then before=$(bytes_read "$pid"); fi
    keys=$((keys + count))
    tm send-keys -t "$name" "$@"
    [ -z "$pid" ] || await 'the keys to be taken' took "$pid" $((before + count))
    # That it was pressed alone is told by time: a key right after it would be another one.
    if [ "${*: -1}" = Escape ]; then sleep 0.1; fi
}

bytes_read() {
    local word number
    while read -r word number; do
        if [ "$word" = rchar: ]; then echo "$number"; fi
    done 2> /dev/null < "/proc/$1/io"
}

# took PID BYTES: also if it has ended.
took() {
    local now
    now=$(bytes_read "$1" || true)
    [ -z "$now" ] || { [ "$now" -ge "$2" ] && sleeps "$1"; }
}

sleeps() {
    local state
    read -r _ _ state _ 2> /dev/null < "/proc/$1/stat" || return 0
    [ "$state" != R ]
}

# await WHAT COMMAND...: the command must succeed within ten seconds
await() {
    local what=$1 i
    shift
    for ((i = 0; i < 500; i++)); do
        if "$@"; then return 0; fi
        sleep 0.02
    done
    printf 'waited in vain for %s\n' "$what"
    exit 1
}

# walk NAME KEY PATTERN: the key until a line is like that, at most 40 times; what each does is seen before the next,
# for on a busy machine keys run ahead of the screen.
has_moved() { [ "$(screen "$1")" != "$2" ]; }
walk() {
    local i before
    for ((i = 0; i < 40; i++)); do
        before=$(screen "$1")
        if grep -e "$3" > /dev/null <<< "$before"; then return 0; fi
        press "$1" "$2"
        await "what $2 does" has_moved "$1" "$before"
    done
    expect "$1" "$3"
}

# from_now, keys, drafted: the draft with these keys is written, a second after the first of them.
from_now() { touch "$room/now"; }
drafted() { await 'the draft' test "$room/dir/draft.vault" -nt "$room/now"; }

# The process of the program in that window.
process() { pgrep -P "$(tm display-message -p -t "$1" '#{pane_pid}')" -x printseal; }

# A saved configuration to begin with.
saved() {
    printf 'server : { fqdn = "print01.corp.example.com"; };\ncertificates : { key_type = "p256"; };\n' > "$room/answers"
    "$PRINTSEAL" -C "$1" init --answers "$room/answers" > /dev/null 2>&1
}
