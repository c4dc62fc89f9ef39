#!/usr/bin/env bash
# Certificates for clients: nginx lets in who has one, until it is revoked: clients.sh PROGRAM. The list of
# revoked ones is read by openssl, certtool and nginx.
set -euo pipefail
# shellcheck source=tests/cert/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
host=print01.corp.example.com

client() { # name, file: a certificate and its key in PEM
    quiet "$printseal" cert client "$1" --output "$2.pfx" --password-output "$2.pass"
    [ "$(stat -c %a "$2.pfx" "$2.pass" | sort -u)" = 600 ] || die "$2.pfx may be read"
    quiet openssl pkcs12 -in "$2.pfx" -passin "file:$2.pass" -clcerts -nokeys -out "$2.crt"
    quiet openssl pkcs12 -in "$2.pfx" -passin "file:$2.pass" -nocerts -noenc -out "$2.key"
    lint client "$2.crt" "$cert/ca-myq.crt"
    quiet openssl verify -x509_strict -purpose sslclient -CAfile "$cert/ca-root.crt" "$2.crt"
    if grep -rlF "$(cat "$2.pass")" "$PRINTSEAL_DIR" > log; then cat log; die "the password of $2 was kept"; fi
}

let_in() { [ "$(fetch $host root.pem --cert "$1.crt" --key "$1.key")" = served ] || die "$1 is not let in"; }
kept_out() { refused '400' fetch $host root.pem "$@"; }
served_with() { # lines of nginx
    serve "$cert/server.cer" "$cert/server.key" "ssl_client_certificate $room/root.pem;" 'ssl_verify_client on;' "$@"
}

for type in p256 rsa-2048; do
    rm -rf "$PRINTSEAL_DIR" ./*.pfx ./*.pass
    printf 'server : { fqdn = "%s"; };\ncertificates : { key_type = "%s"; };\n' $host $type > answers.conf
    "$printseal" init --answers answers.conf > log 2>&1 || [ $? -eq 1 ] || { cat log; die "init"; }
    quiet "$printseal" cert export --output root.pem
    client ada@corp.example.com ada
    client kiosk.corp.example.com kiosk
    served_with
    let_in ada
    let_in kiosk
    kept_out
    kept_out --cert "$cert/server.cer" --key "$cert/server.key" # no clientAuth

    quiet "$printseal" cert revoke ada@corp.example.com --reason key-compromise
    quiet "$printseal" cert export --format crl --output list.pem
    quiet "$printseal" cert export --format crl-der --output list.der
    quiet openssl crl -in list.pem -CAfile root.pem -noout
    grep -q 'verify OK' log || { cat log; die "the list's signature"; }
    openssl crl -in list.der -inform DER -noout -text > list.txt
    grep -q 'Key Compromise' list.txt || { cat list.txt; die "the reason is not told"; }
    quiet certtool --crl-info --infile list.pem
    cat root.pem list.pem > both.pem
    refused 'certificate revoked' openssl verify -crl_check -CAfile both.pem ada.crt
    quiet openssl verify -crl_check -x509_strict -CAfile both.pem kiosk.crt
    served_with "ssl_crl $room/list.pem;"
    let_in kiosk
    kept_out --cert ada.crt --key ada.key

    # Bringing an old generation back brings nobody back.
    quiet "$printseal" rollback 1
    quiet "$printseal" cert export --format crl --output list.pem
    served_with "ssl_crl $room/list.pem;"
    kept_out --cert ada.crt --key ada.key
    echo "$type: let in, and kept out once revoked"
done
