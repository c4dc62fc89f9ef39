#!/usr/bin/env bash
# Builtin mode from nothing to a served certificate, for each kind of key: served.sh PROGRAM. All that was
# written is judged by nginx, openssl, curl and certtool, and held against the profile by lint.py.
set -euo pipefail
# shellcheck source=tests/cert/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# begin FQDN SETTINGS: a new configuration.
begin() {
    rm -rf "$PRINTSEAL_DIR"
    printf 'server : { fqdn = "%s"; %s };\ncertificates : { %s };\n' "$1" "${3:-}" "$2" > answers.conf
    "$printseal" init --answers answers.conf > log 2>&1 || [ $? -eq 1 ] || { cat log; die "init"; } # 1: findings
}

# whole HOST: every file there, each with all others.
whole() {
    local file
    for file in server.pfx server.cer server.key ca-root.crt ca-myq.pfx ca-myq.crt ca-myq.key; do
        [ -s "$cert/$file" ] || die "there is no $file"
    done
    [ "$(stat -c %a "$cert"/*.key "$cert"/*.pfx | sort -u)" = 600 ] || die "keys may be read"
    grep -q 'BEGIN ENCRYPTED PRIVATE KEY' "$cert/ca-myq.key" || die "ca-myq.key is not sealed"
    pfx "$cert/server.pfx" certificates.pfx_password "$cert/server.cer" "$cert/server.key"
    lint root "$cert/ca-root.crt"
    lint server "$cert/server.cer" "$cert/ca-root.crt"
    verified "$1" "$cert/server.cer" "$cert/ca-root.crt"
    verified_authority "$cert/ca-root.crt" "$cert/ca-root.crt"
    openssl x509 -in "$cert/server.cer" -noout -serial >> serials
    openssl x509 -in "$cert/ca-root.crt" -noout -serial >> serials
    quiet "$printseal" cert export --format chain --output served.pem
    quiet "$printseal" cert export --output root.pem
    serve "$room/served.pem" "$cert/server.key"
    trusted "$1" root.pem
}

# ------------------------------------------------ every kind of key
for type in rsa-2048 rsa-3072 rsa-4096 p256 p384; do
    begin print01.corp.example.com "key_type = \"$type\";"
    whole print01.corp.example.com
    grep -q 'MAC: sha256' pfx.info || { cat pfx.info; die "the PFX of $type is not modern"; }
    echo "$type: served"
done

# ------------------------------------------------ what else may stand in one
begin print02.corp.example.com 'key_type = "p256"; name_constraints = [ "corp.example.com" ]; pfx_profile = "legacy";' \
    'aliases = [ "127.0.0.1", "printing.corp.example.com" ];'
whole print02.corp.example.com
trusted printing.corp.example.com root.pem
[ "$(curl -sS --noproxy '*' --cacert root.pem "https://127.0.0.1:$port/")" = served ] || die "by its address"
[ "$(grep -Eic 'MAC: sha1|TripleDES' pfx.info)" -ge 2 ] || { cat pfx.info; die "the PFX is not legacy"; }
refused 'hostname mismatch' openssl s_client -connect "127.0.0.1:$port" -verify_return_error \
    -verify_hostname print03.corp.example.com -CAfile root.pem < /dev/null
echo "limited, with aliases, legacy PFX: served"

# The CA may not speak for anybody else: a certificate it would sign is refused by all.
quiet "$printseal" secret show certificates.ca_key_password --force
cp "$room/log" pass
quiet openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout else.key -subj /CN=else -out else.csr
quiet openssl x509 -req -in else.csr -CA "$cert/ca-myq.crt" -CAkey "$cert/ca-myq.key" -passin file:pass -days 30 \
    -extfile <(printf '%s\n' basicConstraints=critical,CA:FALSE subjectAltName=DNS:www.example.org \
        subjectKeyIdentifier=hash authorityKeyIdentifier=keyid) -out else.pem
refused 'permitted subtree violation' openssl verify -x509_strict -CAfile root.pem else.pem
rm -f pass

long=$(printf 'a%.0s' {1..63}).corp.example.com # does not fit into a common name
begin "$long" 'key_type = "p256";'
whole "$long"
begin drücker-über.example.com 'key_type = "p256";'
whole xn--drcker-ber-bebf.example.com
echo "a long name, and one of other letters: served"

[ "$(sort -u serials | wc -l)" = "$(wc -l < serials)" ] || die "a serial occurred twice"

# ------------------------------------------------ the lint finds what it looks for
sloppy() { # what is wrong, then extensions
    local text=$1 extension
    for extension in "${@:2}"; do options+=(-addext "$extension"); done
    quiet openssl req -x509 -key else.key -subj "/CN=print02.corp.example.com" -days "${days:-30}" \
        "${options[@]}" -config <(printf '[req]\ndistinguished_name=n\n[n]\n') \
        -out sloppy.pem
    refused "$text" python3 "$here/lint.py" server sloppy.pem "$cert/ca-root.crt"
    options=()
}
options=()
sloppy 'basic constraints: $' subjectAltName=DNS:print02.corp.example.com
sloppy 'key usage: $' basicConstraints=critical,CA:FALSE
sloppy 'extended key usage: .*Client' extendedKeyUsage=serverAuth,clientAuth
sloppy 'it names no host' keyUsage=critical,digitalSignature
sloppy 'begins . seconds ago' keyUsage=critical,digitalSignature
sloppy 'is no alternative name' subjectAltName=DNS:other.corp.example.com
sloppy 'nobody asked for .*Certificate Policies' certificatePolicies=1.2.3
days=9999 sloppy 'ends later' keyUsage=critical,digitalSignature
options=(-set_serial 17)
sloppy 'its serial has 5 bits' keyUsage=critical,digitalSignature
options=(-sha1)
sloppy 'its signature is weak' keyUsage=critical,digitalSignature
echo "the lint finds what it looks for"
