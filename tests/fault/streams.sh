#!/usr/bin/env bash
# Streams that are full or closed, files that may not grow, few descriptors: each command ends with a status of its own
# and a sentence, what is printed never gets into a file, and what is saved is whole.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=$(realpath "${PRINTSEAL:-build/release/printseal}")
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
for fd in {3..63}; do eval "exec $fd>&-"; done # what who starts tests left open counts as a file of ours
export HOME=$room PRINTSEAL_DIR=$room/etc LC_ALL=C.UTF-8 TERM=xterm
wrong() { printf '%s\n' "$*"; cat why; exit 1; }

printf 'server : { fqdn = "print.example.com"; };\ncertificates : { key_type = "p256"; };\n' > answers
"$program" init --answers answers > out 2> why || wrong "init"
"$program" add radius.hq host=hq.example.com > out 2> why || wrong "add"

whole() { # what was done before
    "$program" get server.fqdn > out 2> why || wrong "after: $*"
    [ ! -s why ] || wrong "after: $*"
    if grep -rl -e 'printseal: ' -e 'saved as' etc; then wrong "a sentence is in a file after: $*"; fi
}

# run STATUS SENTENCE WORD... : status and end of the sentence on standard error
run() {
    local status=0 expected=$1 sentence=$2
    shift 2
    bash -c "$*" 2>&1 > out < /dev/null | cat > why || status=$? # through a pipe, which may always grow
    [ "$status" -eq "$expected" ] || wrong "$*: status $status instead of $expected"
    grep -q -- "$sentence" why || wrong "$*: no sentence"
}

# ------------------------------------------------ nobody takes what is printed
while read -r words; do
    run 3 'cannot write the output: No space left' "'$program' $words > /dev/full"
    run 3 'cannot write the output: Bad file' "'$program' $words >&-"
    whole "$words"
done << 'END'
--version
--help
check
list --format json
history
cert status
export nftables
completion bash
--plain tls
END
for n in 1 2 3; do
    run 3 "generation $((n + 2)) is saved, but cannot write the output" "'$program' set server.site=full$n > /dev/full"
    "$program" get server.site > out
    grep -q "full$n" out || wrong "set did not save"
done

PRINTSEAL_DIR=$room/full run 3 'cannot write the output: No space left' "'$program' init --answers answers > /dev/full"
(umask 0777; PRINTSEAL_DIR=$room/masked run 0 '' "'$program' init --answers answers")
[ "$(stat -c %a "$room/masked" "$room/masked/current/printseal.conf" | xargs)" = '700 640' ] || wrong "init under umask 0777"
rm -rf "$room/full" "$room/masked"

# ------------------------------------------------ a number of ours is free for a file
for closed in '<&-' '2>&-' '<&- >&-' '<&- >&- 2>&-'; do
    bash -c "'$program' set server.site='$closed' $closed" > out 2> why || true
    bash -c "'$program' secret rotate radius.hq.secret $closed" > out 2> why || true
    bash -c "'$program' get nonsense $closed" > out 2> why || true
    whole "set $closed"
done

# ------------------------------------------------ little of everything
for blocks in 0 1 4; do
    run 3 'File too large' "ulimit -f $blocks; exec '$program' set server.site=f$blocks"
    whole "ulimit -f $blocks"
done
for files in 4 6 8; do
    run 3 'Too many open files' "ulimit -n $files; exec '$program' set server.site=n$files"
    whole "ulimit -n $files"
done
run_fine() { "$@" > out 2> why || wrong "$*"; }
run_fine bash -c "ulimit -Ss 64; exec '$program' set server.site=stack" # what the soft limit takes, the hard one gives
limited() { # who may not raise the hard one: root may, in most places
    if [ "$(id -u)" -eq 0 ]; then setpriv --bounding-set=-sys_resource "$@"; else "$@"; fi
}
export -f limited
run 3 'the stack is limited to 64 KiB (ulimit -s), and needs 1024' "ulimit -s 64; limited '$program' check"

# ------------------------------------------------ what cannot be read
run 3 'standard input cannot be read: Is a directory' "exec '$program' --plain tls < /"
run 3 'standard input cannot be read: Is a directory' "exec '$program' secret set radius.hq.secret < /"
whole "ulimit -s"
