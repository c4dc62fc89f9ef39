#!/usr/bin/env bash
# First run: from nothing to a saved configuration of grade A, pressing Enter.
. "$(dirname "$0")/lib.sh"

# No network: what it asks for there is answered at once by nobody.
start first 80x24 unshare --uts --net sh -c \
    'hostname print01.corp.example.com; exec "$0" -C "$1"' "$PRINTSEAL" "$room/dir"
expect first 'How do you want to go on?'
refuse first 'Grade'
press first Enter
expect first 'Step 1 of 15'
refuse first '√ RADIUS' # nobody has been there
expect first 'print01.corp.example.com'
walk first Enter 'Save.*Findings.*Back'
expect first 'Saving makes the keys and certificates'
press first Enter
entered=$keys
[ "$entered" -le 20 ] # all defaults
expect first 'Recovery code'
[ -e "$room/dir/recovery.unconfirmed" ] # the overview reminds of it from now on
press first Enter # nobody gets past it by habit
expect first 'Type the last four characters'
type_text first "$(screen first | grep -oE '[0-9A-Z]{4}(-[0-9A-Z]{4})+' | tail -c 5)"
press first Enter
expect first 'Saved as generation 1'
expect first 'What is left to do'
[ ! -e "$room/dir/recovery.unconfirmed" ]
expect first 'Put the certificate on the print server'
echo "keys from start to saved grade A: $keys, $entered of them Enter"
press first Escape q
expect first 'left with 0'

dir=$room/dir/current/cert
openssl verify -x509_strict -verify_hostname print01.corp.example.com -CAfile "$dir/ca-root.crt" \
    "$dir/server.cer"
"$PRINTSEAL" -C "$room/dir" secret show certificates.pfx_password --force > "$room/pass"
openssl pkcs12 -in "$dir/server.pfx" -passin "file:$room/pass" -nokeys -noout
"$PRINTSEAL" -C "$room/dir" check | tail -n 3
