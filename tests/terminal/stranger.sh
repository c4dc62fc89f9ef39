#!/usr/bin/env bash
# Somebody with the README only: a first set-up with a weak RADIUS secret, which is found and replaced; the certificate
# renewed; what was saved last taken back. STRANGER_TRANSCRIPT=FILE keeps the screens and what the commands said, behind
# what is in it. STRANGER_ROOT=FOLDER is another Debian, with the package installed, to do it in (package/first_day.sh).
. "$(dirname "$0")/lib.sh"

transcript=${STRANGER_TRANSCRIPT:-$room/transcript}
where=(-C "$room/dir")
if [ -n "${STRANGER_ROOT:-}" ]; then # as root there: where the configuration is without a word
    where=()
    # shellcheck disable=SC2016 # of the script's own arguments
    printf '#!/bin/sh\nexec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 TERM=$TERM chroot %q printseal "$@"\n' \
        "$STRANGER_ROOT" > "$room/printseal"
    chmod 755 "$room/printseal"
    PRINTSEAL=$room/printseal
fi
keep() { { printf '\n======== %s\n' "$1" && screen first; } >> "$transcript"; }
command() { # the status it ends with, what it says somewhere, its words
    local want=$1 says=$2 status=0
    shift 2
    "$PRINTSEAL" "${where[@]}" "$@" > "$room/out" 2>&1 < /dev/null || status=$?
    { printf '\n$ printseal %s\n' "$*" && cat "$room/out"; } >> "$transcript"
    [ "$status" -eq "$want" ] && grep -F -- "$says" "$room/out" > /dev/null && return
    printf 'printseal %s: status %d, not %d with "%s":\n' "$*" "$status" "$want" "$says"
    cat "$room/out"
    exit 1
}

start first 80x24 unshare --uts --net sh -c \
    'hostname print01.corp.example.com; exec "$@"' sh "$PRINTSEAL" "${where[@]}"
expect first 'How do you want to go on?'
keep 'the first start'
press first Enter
expect first 'Step 1 of 15'
walk first Enter 'Step 10 of 15'
press first a
expect first 'A short name'
type_text first hq
press first Enter
type_text first nps1.corp.example.com
press first Enter Home Down Down Down
type_text first testing123
expect first 'guessed'
keep 'a weak secret is being typed'
press first Enter
walk first Enter 'Save.*Findings.*Back'
expect first '1 problem  0 warnings  4 unsaved' # as many as the review has differences
keep 'before the first save'
press first f
expect first 'Shared secret'
keep 'its findings'
press first Escape
expect first '[ Save ]'
press first Enter
expect first 'Recovery code'
press first Enter
expect first 'Type the last four characters'
type_text first "$(screen first | grep -oE '[0-9A-Z]{4}(-[0-9A-Z]{4})+' | tail -c 5)"
press first Enter
expect first 'Saved as generation 1'
keep 'saved'
press first C-q
expect first 'left with 0'

command 1 'radius.hq.secret' check
command 0 'radius.hq.secret' secret rotate radius.hq.secret
command 0 'grade A' check
command 0 '' cert status
command 0 'certificate: print01' cert renew --force
command 0 'certificate renewed' history
command 0 '' rollback 2
command 0 'grade A' check
command 0 '' diff 1 4
command 0 '' rollback 1
command 1 'radius.hq.secret' check
