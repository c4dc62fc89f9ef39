#!/usr/bin/env bash
# Intermediate mode: the company's CA, made with openssl or with certtool, signs the request made
# here; its answer comes in every form: company.sh PROGRAM. What is issued from it is judged by both tools,
# served, and held against the profile. Until the answer comes nothing changes.
set -euo pipefail
# shellcheck source=tests/cert/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
host=print01.corp.example.com

# ------------------------------------------------ two companies
quiet openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-384 -nodes -keyout openssl.key \
    -subj '/O=Example/CN=Example Root' -days 3650 -out openssl.pem \
    -config <(printf '[req]\ndistinguished_name=n\n[n]\n') -addext basicConstraints=critical,CA:TRUE \
    -addext keyUsage=critical,keyCertSign,cRLSign
quiet certtool --generate-privkey --key-type rsa --bits 3072 --outfile certtool.key
printf '%s\n' 'organization = "Example"' 'cn = "Example Second Root"' ca cert_signing_key crl_signing_key \
    expiration_days=3650 > root.cfg
quiet certtool --generate-self-signed --load-privkey certtool.key --template root.cfg --outfile certtool.pem

sign_with_openssl() { # request, answer, extensions
    quiet openssl x509 -req -in "$1" -CA openssl.pem -CAkey openssl.key -days 1800 -out "$2" \
        -set_serial "0x4$(openssl rand -hex 15)" -extfile <(printf '%s\n' "${3:-basicConstraints=critical,CA:TRUE,pathlen:0}" \
            keyUsage=critical,keyCertSign,cRLSign subjectKeyIdentifier=hash authorityKeyIdentifier=keyid)
}
sign_with_certtool() {
    printf '%s\n' ca path_len=0 cert_signing_key crl_signing_key expiration_days=1800 > below.cfg
    quiet certtool --generate-certificate --load-request "$1" --load-ca-certificate certtool.pem \
        --load-ca-privkey certtool.key --template below.cfg --outfile "$2"
}

# ------------------------------------------------ from nothing to a served certificate
begin() {
    rm -rf "$PRINTSEAL_DIR"
    printf 'server : { fqdn = "%s"; };\ncertificates : { key_type = "%s"; mode = "%s"; };\n' $host "$1" "$2" > answers.conf
    "$printseal" init --answers answers.conf > log 2>&1 || [ $? -eq 1 ] || { cat log; die "init"; }
}

whole() { # the company's root
    verified $host "$cert/server.cer" "$1" "$cert/ca-myq.crt"
    verified_authority_below "$1"
    lint server "$cert/server.cer" "$cert/ca-myq.crt"
    pfx "$cert/server.pfx" certificates.pfx_password "$cert/server.cer" "$cert/server.key"
    pfx "$cert/ca-myq.pfx" certificates.pfx_password "$cert/ca-myq.crt" ""
    cmp -s <(openssl x509 -in "$cert/ca-root.crt") <(openssl x509 -in "$1") || die "ca-root.crt is another one"
    quiet "$printseal" cert export --format chain --output served.pem
    serve "$room/served.pem" "$cert/server.key"
    trusted $host "$1"
}

verified_authority_below() {
    quiet openssl verify -x509_strict -no-CApath -no-CAstore -CAfile "$1" "$cert/ca-myq.crt"
    quiet certtool --verify --load-ca-certificate "$1" --infile "$cert/ca-myq.crt"
}

# company TYPE TOOL FORM WORD...: FORM makes answer.FORM of answer.pem; WORDs go to the command.
company() {
    local type=$1 tool=$2 form=$3
    begin "$type" intermediate
    quiet "$printseal" cert csr --output request.csr
    quiet openssl req -in request.csr -verify -noout
    if grep -rl 'BEGIN PRIVATE KEY' "$PRINTSEAL_DIR" request.csr; then die "the CA's key is not sealed"; fi
    "sign_with_$tool" request.csr answer.pem
    case $form in
    der) openssl x509 -in answer.pem -outform DER -out answer.der ;;
    p7b) openssl crl2pkcs7 -nocrl -certfile answer.pem -certfile "$tool.pem" -out answer.p7b ;;
    p7c) openssl crl2pkcs7 -nocrl -certfile answer.pem -certfile "$tool.pem" -outform DER -out answer.p7c ;;
    chain) cat "$tool.pem" answer.pem > answer.chain ;;
    esac
    quiet "$printseal" cert sign-import "answer.$form" "${@:4}"
    whole "$tool.pem"
    echo "$type, signed with $tool, answer as $form: served"
}
company p256 openssl pem --root openssl.pem
company p384 certtool der certtool.pem
company rsa-2048 openssl p7b
company rsa-3072 certtool p7c
company rsa-4096 openssl chain
short=$host # the next fits no common name (64 characters, RFC 5280 appendix A.1)
host=a-rather-long-name-of-a-print-server.department-of-everything.corp.example.com
company p256 certtool p7c
host=$short

# ------------------------------------------------ until the answer comes, and if it is a wrong one
state() { (cd "$PRINTSEAL_DIR" && readlink current && find generations/ -type f -exec sha256sum {} + | sort); }
begin p256 builtin
openssl x509 -in "$cert/server.cer" -noout -serial > before
quiet "$printseal" set certificates.mode=intermediate
quiet "$printseal" cert csr --output request.csr
openssl x509 -in "$cert/server.cer" -noout -serial | cmp -s - before || die "the certificate did not stay"
serve "$cert/server.cer" "$cert/server.key"
trusted $host "$cert/ca-root.crt"
state > before
# wrong SENTENCE FILE...: refused, for that reason, and nothing has changed
wrong() {
    refused "$1" "$printseal" cert sign-import "${@:2}"
    state | cmp -s - before || die "something has changed: $*"
}
sign_with_openssl request.csr answer.pem
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out other.key 2> log
quiet openssl req -new -key other.key -subj /CN=other -out other.csr
sign_with_openssl other.csr other.pem
wrong 'key' other.pem --root openssl.pem
sign_with_openssl request.csr leaf.pem basicConstraints=critical,CA:FALSE
wrong 'CA' leaf.pem --root openssl.pem
wrong 'is missing' answer.pem
: > nothing
wrong 'empty' nothing
wrong '' "$cert/server.cer" --root openssl.pem
head -c 300 answer.pem > cut.pem
wrong '' cut.pem --root openssl.pem
quiet "$printseal" cert sign-import answer.pem openssl.pem
whole openssl.pem
echo "what was there stayed until the right answer came"
