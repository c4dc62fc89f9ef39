#!/usr/bin/env bash
# The certificates screen with real keys: manual mode with a PFX whose password is typed, a wrong file that
# changes nothing, then the company's mode from the request to the answer; at 80x24 and at 40x9.
. "$(dirname "$0")/lib.sh"
host=print01.corp.example.com
export HOME=$room/home
mkdir "$HOME"
printf 'server : { fqdn = "%s"; };\ncertificates : { key_type = "p256"; };\ntrust : { system_store = false; };\n' $host > "$room/answers"
"$PRINTSEAL" -C "$room/dir" init --answers "$room/answers" > /dev/null 2>&1 || [ $? -eq 1 ] # findings
cert=$room/dir/current/cert

fingerprint() { openssl x509 -in "$1" -noout -fingerprint -sha256; }
sign() { # request, CA, file, extensions
    openssl x509 -req -in "$1" -CA "$2.pem" -CAkey "$2.key" -days 300 -out "$3" \
        -extfile <(printf '%s\n' "${@:4}" subjectKeyIdentifier=hash authorityKeyIdentifier=keyid) 2> /dev/null
}
printf '[req]\ndistinguished_name=n\n[n]\n' > "$room/req"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$room/root.key" -subj '/CN=Example Root' \
    -days 3650 -out "$room/root.pem" -config "$room/req" -addext basicConstraints=critical,CA:TRUE \
    -addext keyUsage=critical,keyCertSign,cRLSign 2> /dev/null
cp "$room/root.pem" "$HOME/company-root.pem"
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$room/server.key" -subj "/CN=$host" \
    -out "$room/server.csr" 2> /dev/null
sign "$room/server.csr" "$room/root" "$room/server.pem" basicConstraints=critical,CA:FALSE \
    keyUsage=critical,digitalSignature extendedKeyUsage=serverAuth subjectAltName=DNS:$host
printf 'summer-print-24' > "$room/password"
openssl pkcs12 -export -inkey "$room/server.key" -in "$room/server.pem" -certfile "$room/root.pem" \
    -passout "file:$room/password" -out "$HOME/server.pfx"
echo nothing > "$HOME/notes.txt"

# ------------------------------------------------ somebody else signs: asked, and taken back
start one 80x24 "$PRINTSEAL" -C "$room/dir" certificates
expect one 'Request, import, renew'
press one C-n
expect one 'None. Clients that trust the root accept it'
expect one 'server.cer, server.key, server.pfx'
press one End Enter
expect one 'Who signs?'
press one Tab Tab Enter
expect one 'Other CA'
expect one 'From then on clients have to trust anyone who'
press one Tab Enter
expect one 'Nothing changed'
press one End Enter Tab Tab Enter
expect one 'Other CA'
press one Enter
expect one 'nothing yet'

# ------------------------------------------------ a file that is none: nothing changes
before=$(fingerprint "$cert/server.cer")
press one Enter
expect one 'Not saved yet'
press one Enter
expect one 'Certificate and key'
type_text one 'notes'
press one Tab Enter
expect one 'Not imported'
press one Escape
expect one 'Import certificate and key'
[ "$(fingerprint "$cert/server.cer")" = "$before" ]

# ------------------------------------------------ a PFX; its password is asked for, and not shown
press one Enter
expect one 'Not saved yet'
press one Enter
expect one 'path; Tab completes'
type_text one 'serv'
press one Enter
expect one 'sealed with a password'
type_text one 'winter'
press one Enter
expect one 'does not open it'
press one C-u
type_text one 'summer-print-24'
refuse one 'summer'
press one Enter
expect one 'Nothing is wrong with it'
expect one 'CN=Example Root'
[ "$(fingerprint "$cert/server.cer")" = "$before" ] # looked at, and not taken
press one Enter
expect one 'Saved as generation 2'
expect one 'Example Root'
[ "$(fingerprint "$cert/server.cer")" = "$(fingerprint "$room/server.pem")" ]
press one C-q
expect one 'left with 0'

# ------------------------------------------------ the company's CA, on a small screen
"$PRINTSEAL" -C "$room/dir" set certificates.mode=intermediate > /dev/null 2>&1
start two 40x9 "$PRINTSEAL" -C "$room/dir" certificates
expect two 'Signed by'
press two C-n
expect two 'Make the request'
press two Enter
expect two 'Saved as generation 4'
expect two 'Import the company'
press two Enter # the request, as a file: the next step is in hand
expect two 'Save'
press two Enter
expect two 'Written'
sign "$HOME/ca-myq-new.csr" "$room/root" "$HOME/answer.pem" basicConstraints=critical,CA:TRUE,pathlen:0 \
    keyUsage=critical,keyCertSign,cRLSign
press two Down Enter
expect two 'path; Tab'
type_text two 'answer'
press two Tab Down Space
type_text two 'company'
press two Enter
expect two 'Import it: nothing is wrong'
press two Enter
expect two 'Saved as generation 5'
openssl verify -x509_strict -CAfile "$room/root.pem" -untrusted "$cert/ca-myq.crt" "$cert/server.cer" > "$room/log"
[ "$(fingerprint "$cert/server.cer")" != "$(fingerprint "$room/server.pem")" ]
press two C-q
expect two 'left with 0'

# ------------------------------------------------ nothing is changed where nothing may be
start three 80x24 env LANG=C NO_COLOR=1 "$PRINTSEAL" -C "$room/dir" --read-only certificates
expect three 'Request, import, renew'
press three C-n
expect three 'ca-myq'
press three End Up Up Enter
expect three 'Read-only: nothing is changed here'
