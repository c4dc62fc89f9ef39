#!/usr/bin/env bash
# The present server's PFX is imported on the first page: its password is asked for there, and the first save takes
# the key, as the import command does.
. "$(dirname "$0")/lib.sh"

cd "$room"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3000 -subj '/CN=Example Root' \
    -keyout ca.key -out ca.pem 2> /dev/null
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=print01.corp.example.com -keyout s.key \
    -out s.csr 2> /dev/null
printf 'subjectAltName=DNS:print01.corp.example.com\nextendedKeyUsage=serverAuth\n' > ext
openssl x509 -req -in s.csr -CA ca.pem -CAkey ca.key -days 300 -extfile ext -out s.pem -CAcreateserial 2> /dev/null
openssl pkcs12 -export -inkey s.key -in s.pem -certfile ca.pem -passout pass:winter-print-24 -out server.pfx

start one 80x24 env HOME="$room" "$PRINTSEAL" -C "$room/dir"
expect one 'How do you want to go on?'
press one Down Down Enter
expect one 'Tab complete'
type_text one server.pfx
press one Enter
expect one 'sealed with a password'
type_text one winter-print
press one Enter
expect one 'That password does not open it'
type_text one winter-print-24
refuse one winter-print
press one Enter
expect one 'Its private key is taken with the first save.'
press one Enter
expect one 'Imported: 2 changes'
press one C-s
expect one 'Save'
press one Enter
expect one 'Save without them' # nothing is trusted because it came along
press one Enter
[ ! -e dir/current ]
press one C-p
type_text one 'Company CA files'
expect one 'Company CA files  Trusted CAs'
press one Enter
expect one 'Company CA files'
type_text one "$room/ca.pem"
press one Enter C-s
expect one 'Save'
press one Enter
expect one 'Recovery code'
press one Tab Tab Tab Enter
expect one 'What is left to do'
press one Escape q
expect one 'left with 0'
openssl x509 -in s.pem -noout -fingerprint -sha256 > wanted
openssl x509 -in dir/current/cert/server.cer -noout -fingerprint -sha256 > got
cmp wanted got
"$PRINTSEAL" -C "$room/dir" get certificates.mode > mode
grep -x manual mode
"$PRINTSEAL" -C "$room/dir" secret show certificates.pfx_password --force > pass
openssl pkcs12 -in dir/current/cert/server.pfx -passin file:pass -nodes -nocerts 2> /dev/null |
    openssl pkey -pubout > pub
openssl pkey -in s.key -pubout | cmp - pub
