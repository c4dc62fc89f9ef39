#!/usr/bin/env bash
# check by a user of monitoring, who may read the configuration and no secret: what may not be read is not
# checked, UNKNOWN for a plugin, and never a finding.
set -euo pipefail
cd "$(dirname "$0")/../.."
PRINTSEAL=${PRINTSEAL:-$PWD/build/release/printseal}
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
failed=0
broken() {
    echo "$*"
    failed=1
}
[ "$(id -u)" = 0 ] || { echo 'skipped: only root has another user'; exit 77; }
chmod 711 "$room"
export PRINTSEAL_DIR=$room/etc LC_ALL=C.UTF-8
unset SSH_CONNECTION
"$PRINTSEAL" init server.fqdn=print01.corp.example.com certificates.key_type=p256 --recovery-file "$room/recovery" > /dev/null
"$PRINTSEAL" add ldap.ad host=dc1.corp.example.com base_dn=dc=example bind_dn=cn=myq,dc=example
"$PRINTSEAL" add snmp.floor devices=p1.corp.example.com
"$PRINTSEAL" check > /dev/null || { "$PRINTSEAL" check; broken 'root finds something'; }

them() { # as user and group 65534
    setpriv --reuid 65534 --regid 65534 --clear-groups "$PRINTSEAL" check "$@" > "$room/said" 2> "$room/err" || return $?
}
# What may not be read, and the status of text, JSON and plugin.
expect() {
    local what=$1 files=$2 text=$3 plugin=$4 status=0
    them --format json || status=$?
    [ $status -eq "$text" ] || broken "$what: JSON: status $status: $(cat "$room/err")"
    python3 - "$room/said" "$files" << 'END' || broken "$what"
import json, sys
found = json.load(open(sys.argv[1]))
wanted = sorted(sys.argv[2].split())
if found["findings"] or sorted(found["unchecked"]) != wanted:
    sys.exit(f"findings {found['findings']}, unchecked {found['unchecked']}")
END
    status=0
    them || status=$?
    [ $status -eq "$text" ] || broken "$what: text: status $status"
    grep -q 'Not checked, because you may not read' "$room/said" || [ -z "$files" ] || broken "$what: the text does not say so"
    status=0
    them --format nagios || status=$?
    [ $status -eq "$plugin" ] || broken "$what: plugin: status $status: $(cat "$room/said")"
    [ "$plugin" != 3 ] || grep -q '^PRINTSEAL UNKNOWN - print01' "$room/said" || broken "$what: $(cat "$room/said")"
    them --format sarif || true
    python3 -W error tests/report/formats.py sarif "$room/said" || broken "$what: SARIF"
    grep -q 'Not checked, because the user may not read them' "$room/said" || [ -z "$files" ] || broken "$what: SARIF does not say so"
    them --format prometheus || true
    grep -qx "printseal_files_unchecked $(wc -w <<< "$files")" "$room/said" || broken "$what: prometheus"
}
keys='cert/ca-myq.key cert/ca-myq.pfx cert/server.key cert/server.pfx'

# The group may read what others may: configuration and certificates.
chgrp -R 65534 "$PRINTSEAL_DIR"
expect 'a group that reads' "$keys secrets.vault master.key" 3 3

# Not even the certificates; then nothing at all.
chmod 600 "$PRINTSEAL_DIR"/generations/*/cert/*
expect 'no certificates' "$keys cert/ca-myq.crt cert/ca-root.crt cert/issued.txt cert/server.cer secrets.vault master.key" 3 3
chmod 600 "$PRINTSEAL_DIR"/generations/*/MANIFEST
expect 'no MANIFEST' 'MANIFEST master.key' 3 3
chmod 700 "$PRINTSEAL_DIR"
status=0
them --format nagios || status=$?
{ [ $status -eq 3 ] && grep -q '^PRINTSEAL UNKNOWN' "$room/said"; } || broken "nothing may be read: $status $(cat "$room/said")"

# A real finding is one, whoever looks.
chmod 750 "$PRINTSEAL_DIR"
chmod 640 "$PRINTSEAL_DIR"/generations/*/{MANIFEST,cert/*}
sed -i 's/min_version = "1.2"/min_version = "1.0"/' "$PRINTSEAL_DIR"/current/printseal.conf
status=0
them --format nagios || status=$?
{ [ $status -eq 2 ] && grep -q 'not checked, may not be read: secrets.vault, master.key' "$room/said"; } || broken "TLS 1.0: $status $(cat "$room/said")"

# A part that fails says nothing of the certificates: no grade, no finding, and nothing is renewed on the strength of it.
chown -R 0:0 "$PRINTSEAL_DIR"
sed -i 's/min_version = "1.0"/min_version = "1.2"/' "$PRINTSEAL_DIR"/current/printseal.conf
mkdir "$room/broken"
cp -r "$PRINTSEAL" "$(dirname "$PRINTSEAL")/libexec" "$room/broken"
printf '#!/bin/sh\nexit 1\n' > "$room/broken/libexec/printseal/certificates"
before=$(readlink "$PRINTSEAL_DIR/current")
for words in check 'check --format json' 'check --format nagios' 'cert renew' 'diff --live'; do
    status=0
    # shellcheck disable=SC2086 # words
    "$room/broken/printseal" $words > "$room/said" 2>&1 || status=$?
    { [ $status -eq 3 ] && grep -q 'the certificates could not be examined' "$room/said"; } ||
        broken "$words with a broken part: $status $(cat "$room/said")"
done
[ "$(readlink "$PRINTSEAL_DIR/current")" = "$before" ] || broken 'it was renewed'
exit $failed
