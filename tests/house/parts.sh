#!/usr/bin/env bash
# The program and its parts, installed and moved elsewhere: what is not there, or is of another
# version, is told in one sentence with status 3, and all else goes on working.
set -euo pipefail
cd "$(dirname "$0")/../.."
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
failed=0

DESTDIR=$room/staged cmake --install build/release --prefix /opt/printseal > /dev/null
mv "$room/staged/opt/printseal" "$room/moved"
program=$room/moved/bin/printseal
parts=$room/moved/libexec/printseal
export PRINTSEAL_DIR=$room/etc LC_ALL=C.UTF-8

# expect STATUS TEXT COMMAND...: the status, and one line on standard error with the text; without
# a text it is silent.
expect() {
    local wanted=$1 text=$2 status=0
    shift 2
    "$program" "$@" > "$room/out" 2> "$room/err" < /dev/null || status=$?
    [ -n "$text" ] || text='^$'
    [ -s "$room/err" ] || echo > "$room/err"
    if [ "$status" != "$wanted" ] || [ "$(wc -l < "$room/err")" != 1 ] ||
        ! grep -q -- "$text" "$room/err"; then
        printf '%s: status %s, not %s, with %s; it says:\n' "$*" "$status" "$wanted" "$text"
        cat "$room/err"
        failed=1
    fi
}
works_without_any() {
    expect 0 '' --help
    expect 0 '' --version
    expect 0 '' completion bash
    expect 0 '' manual
}

echo 'server : { fqdn = "print01.corp.example.com"; }; certificates : { key_type = "p256"; };' > "$room/answers"
"$program" init --answers "$room/answers" --recovery-file "$room/code" > /dev/null

# Nothing that was moved is looked for where it was to be.
if [ "$(nm -D --defined-only "$program" | grep -c ' [TWi] ')" -ne 0 ]; then
    nm -D --defined-only "$program"
    failed=1
fi

# A program away.
mv "$parts/probe" "$room/probe"
expect 3 'printseal/probe: this part of printseal is missing or cannot be run' probe
expect 0 '' check
mv "$room/probe" "$parts/probe"
mv "$parts/certificates" "$room/certificates"
works_without_any
expect 3 'printseal/certificates: this part of printseal is missing or cannot be run' check
expect 3 'printseal/certificates: this part of printseal is missing or cannot be run' cert renew
expect 0 '' get server.fqdn

# One of another version, which must not see a job: it would write it down.
cat > "$parts/certificates" << EOF
#!/bin/sh
echo "printseal 0.9.9" >&3
exec cat > "$room/job"
EOF
chmod 755 "$parts/certificates"
expect 3 'is of another version (printseal 0.9.9) than this program' cert renew
if [ -s "$room/job" ]; then
    echo 'a program of another version got a job'
    failed=1
fi
mv "$room/certificates" "$parts/certificates"

# OpenSSL away.
mkdir "$room/lib"
: > "$room/lib/libcrypto.so.3"
export LD_LIBRARY_PATH=$room/lib
works_without_any
expect 0 'secrets cannot be read: OpenSSL cannot be loaded' list server
expect 3 'nothing can be changed while the secrets cannot be read: OpenSSL' set server.site=x
expect 3 'OpenSSL cannot be loaded, and nothing secret works without it' check
PRINTSEAL_DIR=$room/other expect 3 'OpenSSL cannot be loaded' init --answers "$room/answers"
unset LD_LIBRARY_PATH

# A part that is started by hand says what it is.
for part in "$parts"/*; do
    status=0
    "$part" < /dev/null 2> "$room/err" 3> "$room/out" || status=$?
    if [ "$status" != 2 ] || ! grep -q 'this is a part of printseal' "$room/err"; then
        printf '%s by hand: status %s\n' "$part" "$status"
        failed=1
    fi
done
exit "$failed"
