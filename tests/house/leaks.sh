#!/usr/bin/env bash
# valgrind: nothing is lost at exit and nothing is read before it is written.
set -euo pipefail
cd "$(dirname "$0")/../.."
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
grind() {
    valgrind -q --leak-check=full --show-leak-kinds=definite,possible --errors-for-leak-kinds=definite,possible \
        --error-exitcode=99 --log-file="$room/log" "$PRINTSEAL" -C "$room/dir" "$@" \
        > "$room/out" 2>&1 < /dev/null || [ $? -ne 99 ] || { cat "$room/log"; exit 1; }
}
printf 'server : { fqdn = "print01.corp.example.com"; };\ncertificates : { key_type = "p256"; };\n' \
    > "$room/answers"
grind init --answers "$room/answers"
grind check
grind check --format json
grind list
grind set tls.min_version=1.3
grind add radius.hq host=radius.corp.example.com
grind secret rotate radius.hq.secret
grind diff
grind history
grind rollback 1
grind check --nonsense

# The wizard: opened, moved about in, left.
TERM=xterm-256color script -qec "valgrind -q --leak-check=full --show-leak-kinds=definite,possible \
    --errors-for-leak-kinds=definite,possible --error-exitcode=99 --log-file=$room/log $PRINTSEAL -C $room/dir" \
    /dev/null < <(sleep 4; printf 'jj\r'; sleep 1; printf '\t\t'; sleep 1; printf '\033'; sleep 1; printf 'q'; sleep 2) \
    > "$room/screen" || { cat "$room/log"; exit 1; }
