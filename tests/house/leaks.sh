#!/usr/bin/env bash
# valgrind: nothing is lost at exit and nothing is read before it is written.
set -euo pipefail
cd "$(dirname "$0")/../.."
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
watch=(-q --leak-check=full --show-leak-kinds=definite,possible
    --errors-for-leak-kinds=definite,possible --error-exitcode=99 "--log-file=$room/log")
grind() { # the status it must end with, then the command
    local want=$1 status=0
    shift
    valgrind "${watch[@]}" "$PRINTSEAL" -C "$room/dir" "$@" > "$room/out" 2>&1 < /dev/null ||
        status=$?
    [ "$status" -eq "$want" ] && return
    printf '%s: status %d, not %d\n' "$*" "$status" "$want"
    cat "$room/log" "$room/out"
    exit 1
}
printf 'server : { fqdn = "print01.corp.example.com"; };\ncertificates : { key_type = "p256"; };\n' \
    > "$room/answers"
grind 0 init --answers "$room/answers"
grind 0 check
grind 0 check --format json
grind 0 list
grind 0 set tls.min_version=1.3
grind 0 add radius.hq host=radius.corp.example.com
grind 0 secret rotate radius.hq.secret
grind 0 diff
grind 0 history
grind 0 rollback 1
grind 2 check --nonsense

# The wizard: opened, moved about in, left.
export TERM=xterm-256color
script -qec "valgrind ${watch[*]} $PRINTSEAL -C $room/dir" /dev/null \
    < <(sleep 5; printf '\r'; sleep 1; printf '\t\t'; sleep 1; printf '\033'; sleep 1; printf 'q'; sleep 3) \
    > "$room/screen" || { cat "$room/log"; exit 1; }
grep -qa 'Grade' "$room/screen"
