# lib.sh - a configuration of its own for each test, daemons that end with it, and what is expected.
# shellcheck shell=bash disable=SC2034 # some names are for who sources this
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
PRINTSEAL=${PRINTSEAL:-$PWD/build/release/printseal}
tests=$PWD/tests/export
room=$(mktemp -d)
export PRINTSEAL_DIR=$room/etc LC_ALL=C.UTF-8 PATH=$PATH:/usr/sbin:/sbin
unset SSH_CONNECTION PRINTSEAL_TEMPLATES
daemons=()
failed=0

end() {
    local pid
    for pid in "${daemons[@]}"; do
        kill "$pid" 2> /dev/null || true
    done
    wait 2> /dev/null || true
    rm -rf "$room"
}
trap end EXIT

# A daemon in the background, ended with the test: run COMMAND... Its output is in $room/log.
run() {
    "$@" >> "$room/log" 2>&1 &
    daemons+=($!)
}

# Ends the daemon that was started last.
stop() {
    kill "${daemons[-1]}"
    wait "${daemons[-1]}" 2> /dev/null || true
    unset 'daemons[-1]'
}

skip() {
    echo "skipped: $*"
    exit 77
}

# expect WHAT WANTED FOUND
expect() {
    [ "$2" = "$3" ] && return
    printf '%s\n  expected: %s\n  found:    %s\n' "$1" "$2" "$3"
    failed=1
}

# expect_line WHAT LINE: the file that standard input is has this line
expect_line() {
    grep -qxF -- "$2" && return
    printf '%s\n  there is no line: %s\n' "$1" "$2"
    failed=1
}

# Waits until a command succeeds, half a minute at most.
until_done() {
    local i
    for ((i = 0; i < 300; i++)); do
        "$@" > /dev/null 2>&1 && return
        sleep 0.1
    done
    echo "waited in vain for: $*"
    [ ! -f "$room/log" ] || tail -n 20 "$room/log"
    return 1
}

# site FQDN [SETTING=VALUE...]: a configuration with every default but these
site() {
    printf 'server = { fqdn = "%s"; };\ncertificates = { key_type = "p256"; };\n' "$1" > "$room/answers"
    "$PRINTSEAL" init --answers "$room/answers" --recovery-file "$room/recovery" > "$room/init" ||
        [ $? -eq 1 ] || { cat "$room/init"; exit 1; }
    shift
    [ $# -eq 0 ] || "$PRINTSEAL" set "$@"
}

# The test once more in namespaces of its own: network, and mounts so that /etc/hosts can be replaced.
own_namespaces() {
    [ "${IN_NAMESPACES:-}" ] && return
    unshare --net --mount true 2> "$room/why" || skip "no namespaces here: $(cat "$room/why")"
    rm -rf "$room"
    trap - EXIT
    IN_NAMESPACES=1 exec unshare --net --mount --fork --kill-child bash "$0" "$@"
}

# Names that mean this machine: hosts ADDRESS NAME...
hosts() {
    printf '127.0.0.1 localhost\n%s\n' "$*" > "$room/hosts"
    mount --bind "$room/hosts" /etc/hosts
    ip link set lo up
}

# Two neighbours in namespaces of their own: neighbour N, N 1 or 2, is 10.9.N.2 and fd00:N::2, and sees
# this machine as 10.9.N.1 and fd00:N::1.
elsewhere() {
    [ "$(readlink "/proc/$1/ns/net")" != "$(readlink /proc/self/ns/net)" ]
}
neighbours=()
meet_neighbours() {
    local n pid
    ip link set lo up
    for n in 1 2; do
        unshare --net sleep 300 &
        pid=$!
        daemons+=("$pid")
        neighbours[n]=$pid
        until_done elsewhere "$pid"
        ip link add "here$n" type veth peer name there netns "$pid"
        ip addr add "10.9.$n.1/24" dev "here$n"
        ip addr add "fd00:$n::1/64" dev "here$n" nodad
        ip link set "here$n" up
        nsenter -t "$pid" -n bash -c "ip addr add 10.9.$n.2/24 dev there &&
            ip addr add fd00:$n::2/64 dev there nodad && ip link set there up"
    done
}

# What neighbour N finds behind ports of this machine: neighbour N PORT... ; "open silent refused ...",
# IPv4 first.
neighbour() {
    local n=$1 places=()
    shift
    places+=("${@/#/10.9.$n.1:}" "${@/#/[fd00:$n::1]:}")
    nsenter -t "${neighbours[n]}" -n python3 "$tests/net.py" probe "${places[@]}" | cut -d' ' -f2 | xargs
}
