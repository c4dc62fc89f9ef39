#!/usr/bin/env bash
# Manual mode: certificates made elsewhere, with openssl and certtool, in every form; and the request first.
# manual.sh PROGRAM: what was imported is served, and trusted by both tools.
set -euo pipefail
# shellcheck source=tests/cert/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
host=print01.corp.example.com
printf 'summer-print-24' > password

# ------------------------------------------------ a CA in two steps, and what it signs
CA() { # name, subject, CA (itself: none), path length
    quiet openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key"
    quiet openssl req -new -key "$1.key" -subj "$2" -out "$1.csr"
    sign "$1" "$3" "basicConstraints=critical,CA:TRUE$4" keyUsage=critical,keyCertSign,cRLSign
}
sign() { # name, CA, extensions
    local by=(-CA "$2.pem" -CAkey "$2.key")
    [ "$1" != "$2" ] || by=(-signkey "$1.key")
    quiet openssl x509 -req -in "$1.csr" "${by[@]}" -days 300 -out "$1.pem" -set_serial "0x4$(openssl rand -hex 15)" \
        -extfile <(printf '%s\n' "${@:3}" subjectKeyIdentifier=hash authorityKeyIdentifier=keyid)
}
server() { # name, options of genpkey
    quiet openssl genpkey "${@:2}" -out "$1.key"
    quiet openssl req -new -key "$1.key" -subj "/CN=$host" -out "$1.csr"
    answer "$1"
}
answer() {
    sign "$1" inter basicConstraints=critical,CA:FALSE keyUsage=critical,digitalSignature,keyEncipherment \
        extendedKeyUsage=serverAuth "subjectAltName=${critical:-}DNS:$host"
}
CA root '/CN=Example Root' root ''
CA inter '/CN=Example Issuing' root ,pathlen:0
server p256 -algorithm EC -pkeyopt ec_paramgen_curve:P-256
server p384 -algorithm EC -pkeyopt ec_paramgen_curve:P-384
server rsa2048 -algorithm RSA -pkeyopt rsa_keygen_bits:2048
server rsa3072 -algorithm RSA -pkeyopt rsa_keygen_bits:3072
server rsa4096 -algorithm RSA -pkeyopt rsa_keygen_bits:4096

printf 'server : { fqdn = "%s"; };\ncertificates : { mode = "manual"; key_type = "p256"; };\ntrust : { system_store = false; };\n' \
    $host > answers.conf
"$printseal" init --answers answers.conf > log 2>&1 || [ $? -eq 1 ] || { cat log; die "init"; }

# taken NAME: it is what is served now
taken() {
    cmp -s <(openssl x509 -in "$cert/server.cer") <(openssl x509 -in "$1.pem") || die "server.cer is not $1"
    [ ! -e "$1.key" ] || cmp -s <(openssl pkey -in "$cert/server.key" -pubout) <(openssl pkey -in "$1.key" -pubout) ||
        die "server.key is not of $1"
    openssl crl2pkcs7 -nocrl -certfile "$cert/server.cer" | openssl pkcs7 -print_certs -out all.pem
    grep -q 'Example Issuing' all.pem || die "the chain is not sent along"
    pfx "$cert/server.pfx" certificates.pfx_password "$1.pem" "$cert/server.key"
    quiet "$printseal" cert export --format chain --output served.pem
    serve "$room/served.pem" "$cert/server.key"
    trusted $host root.pem
    verified $host "$1.pem" root.pem inter.pem
    echo "$1: served"
}
import() { quiet "$printseal" cert import "$@" --trust root.pem; }

# ------------------------------------------------ forms
quiet openssl pkcs12 -export -inkey p256.key -in p256.pem -certfile inter.pem -passout file:password -out modern.pfx
import modern.pfx --password-file password
taken p256

quiet openssl pkcs12 -export -legacy -inkey rsa2048.key -in rsa2048.pem -certfile inter.pem -passout file:password -out old.pfx
import old.pfx --password-file password
taken rsa2048

import inter.pem rsa3072.key rsa3072.pem
taken rsa3072

for name in p384 inter; do openssl x509 -in $name.pem -outform DER -out $name.der; done
quiet openssl pkcs8 -topk8 -in p384.key -passout file:password -outform DER -out sealed.der
import sealed.der p384.der inter.der --password-file password
taken p384

quiet certtool --to-p12 --load-privkey rsa4096.key --load-certificate rsa4096.pem --load-ca-certificate inter.pem \
    --p12-name x --password summer-print-24 --outder --outfile gnutls.pfx
import gnutls.pfx --password-file password
taken rsa4096

# ------------------------------------------------ the request first; what is there stays until the answer comes
quiet "$printseal" cert csr --output first.csr
quiet openssl req -in first.csr -verify -noout
cmp -s <(openssl x509 -in "$cert/server.cer") <(openssl x509 -in rsa4096.pem) || die "the certificate did not stay"
answer first
import first.pem inter.pem
taken first

quiet "$printseal" cert csr --new --output second.csr
printf '%s\n' "cn = \"$host\"" "dns_name = \"$host\"" tls_www_server signing_key expiration_days=200 > server.cfg
quiet certtool --generate-certificate --load-request second.csr --load-ca-certificate inter.pem \
    --load-ca-privkey inter.key --template server.cfg --outfile second.pem
openssl crl2pkcs7 -nocrl -certfile second.pem -certfile inter.pem -out second.p7b
import second.p7b
taken second

# ------------------------------------------------ a host that fits no common name (64 characters, RFC 5280 appendix A.1)
host=a-rather-long-name-of-a-print-server.department-of-everything.corp.example.com
quiet "$printseal" set "server.fqdn=$host"
quiet "$printseal" cert csr --new --output long.csr
[ "$(openssl req -in long.csr -noout -subject)" = subject= ] || die "the request has a subject"
critical=critical, # as there is no subject (RFC 5280 4.2.1.6)
answer long
import long.pem inter.pem
taken long
