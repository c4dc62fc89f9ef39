#!/usr/bin/env bash
# valgrind: nothing is lost at exit and nothing is read before it is written.
set -euo pipefail
. "$(dirname "$0")/watch.sh"
cd "$(dirname "$0")/../.."
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
grind() { # the status it must end with, then the command
    local want=$1 status=0
    shift
    valgrind "${watch[@]}" "--log-file=$room/log" "$PRINTSEAL" -C "$room/dir" "$@" > "$room/out" 2>&1 < /dev/null ||
        status=$?
    [ "$status" -eq "$want" ] && return
    printf '%s: status %d, not %d\n' "$*" "$status" "$want"
    cat "$room/log" "$room/out"
    exit 1
}
# valgrind knows no Landlock, which is a finding of its own.
cat > "$room/answers" << 'END'
server : { fqdn = "print01.corp.example.com"; };
certificates : { key_type = "p256"; };
waivers : ( { name = "valgrind"; finding = "sandbox"; reason = "no Landlock"; by = "test"; until = "2999-12-31"; } );
END
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
grind 1 probe tls
grind 2 check --nonsense
