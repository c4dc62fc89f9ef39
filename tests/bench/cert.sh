#!/usr/bin/env bash
# "Root, server certificate with its names, PFX, verified": what a person has to do with each tool, and how
# long it takes, side by side in one run: cert.sh [PROGRAM [TIMES]]. All keys are P-256, but for mkcert's
# root, which is always RSA 3072, and those of the last two rows: all of it with RSA 3072, beside openssl making the
# two keys alone. How long a key takes to find is chance: take many turns.
#
# A command is one that is typed, a line is one written into a file that the tool reads, an answer is a
# password or a word that it asks for. Wanted besides: easy-rsa gnutls-bin mkcert.
set -euo pipefail
program=$(readlink -f "${1:-build/release/printseal}")
times=${2:-5}
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
export LC_ALL=C.UTF-8 HOME=$room CAROOT=$room/mkcert
unset OPENSSL_CONF
host=print01.corp.example.com
commands=0 lines=0 answers=0

run() { commands=$((commands + 1)); "$@" > log 2>&1 || { { cat log; echo "failed: $*"; } >&2; exit 1; }; }
write() { cat > "$1"; lines=$((lines + $(wc -l < "$1"))); }
answer() { answers=$((answers + 1)); printf 'summer-print-24\nsummer-print-24\n' > password; }

with_printseal() {
    write answers.conf << END
server : { fqdn = "$host"; };
certificates : { key_type = "${1:-p256}"; };
END
    run "$program" -C etc init --answers answers.conf # makes, seals, reads back and verifies
}

with_openssl() {
    write root.ext << END
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
subjectAltName = DNS:$host
END
    answer
    run openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -aes256 -pass file:password -out root.key
    run openssl req -x509 -new -key root.key -passin file:password -config root.ext -extensions root -subj "/CN=Root" -days 3650 -out root.pem
    run openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out server.key
    run openssl req -new -key server.key -config root.ext -subj "/CN=$host" -out server.csr
    run openssl x509 -req -in server.csr -CA root.pem -CAkey root.key -passin file:password -CAcreateserial -extfile root.ext -extensions server -days 397 -out server.pem
    answer
    run openssl pkcs12 -export -inkey server.key -in server.pem -certfile root.pem -passout file:password -out server.pfx
    run openssl verify -x509_strict -purpose sslserver -verify_hostname $host -CAfile root.pem server.pem
}

with_easyrsa() {
    write vars << 'END'
set_var EASYRSA_ALGO ec
set_var EASYRSA_CURVE prime256v1
END
    answer
    export EASYRSA_PKI=$PWD/pki EASYRSA_VARS_FILE=$PWD/vars EASYRSA_BATCH=1
    export EASYRSA_PASSIN=file:$PWD/password EASYRSA_PASSOUT=file:$PWD/password
    run /usr/share/easy-rsa/easyrsa init-pki
    run /usr/share/easy-rsa/easyrsa build-ca
    run /usr/share/easy-rsa/easyrsa --subject-alt-name=DNS:$host build-server-full $host
    answer
    run /usr/share/easy-rsa/easyrsa export-p12 $host
    run openssl verify -purpose sslserver -verify_hostname $host -CAfile pki/ca.crt pki/issued/$host.crt
}

with_certtool() {
    write root.cfg << 'END'
cn = "Root"
ca
path_len = 0
cert_signing_key
crl_signing_key
expiration_days = 3650
END
    write server.cfg << END
cn = "$host"
dns_name = "$host"
tls_www_server
signing_key
expiration_days = 397
END
    answer
    run certtool --generate-privkey --key-type ecdsa --curve secp256r1 --pkcs8 --password summer-print-24 --outfile root.key
    run certtool --generate-self-signed --load-privkey root.key --password summer-print-24 --template root.cfg --outfile root.pem
    run certtool --generate-privkey --key-type ecdsa --curve secp256r1 --outfile server.key
    run certtool --generate-certificate --load-privkey server.key --load-ca-certificate root.pem --load-ca-privkey root.key --password summer-print-24 --template server.cfg --outfile server.pem
    answer
    run certtool --to-p12 --load-privkey server.key --load-certificate server.pem --load-ca-certificate root.pem --p12-name $host --password summer-print-24 --outder --outfile server.pfx
    run certtool --verify --load-ca-certificate root.pem --infile server.pem --verify-hostname $host
}

with_mkcert() { # its PFX password is always "changeit", and its root's key lies there unsealed
    run mkcert -ecdsa -cert-file server.pem -key-file server.key $host
    run mkcert -ecdsa -pkcs12 -p12-file server.pfx $host
    run openssl verify -purpose sslserver -verify_hostname $host -CAfile "$CAROOT/rootCA.pem" server.pem
}

with_printseal_rsa() { with_printseal rsa-3072; }

with_rsa_keys() { # the root's and the server's
    run openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -out root.key
    run openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -out server.key
}

present() {
    case $1 in
    printseal*) command -v "$program" > /dev/null ;;
    rsa_keys) command -v openssl > /dev/null ;;
    easyrsa) [ -x /usr/share/easy-rsa/easyrsa ] ;;
    *) command -v "$1" > /dev/null ;;
    esac
}

# Milliseconds and processor milliseconds of one run, added to the tool's file.
measure() {
    local began before
    rm -rf "$room/work" "$CAROOT" && mkdir "$room/work" && cd "$room/work"
    commands=0 lines=0 answers=0 began=${EPOCHREALTIME/./}
    take && before=$taken
    "with_$1"
    began=$(((${EPOCHREALTIME/./} - began) / 1000))
    take && echo $began $((taken - before)) >> "$room/$1.times"
    echo "$commands $lines $answers $((commands + lines + answers))" > "$room/$1.steps"
}
# taken: what all that was waited for took of the processor so far, in ms. A subshell would know of its own only.
take() {
    times > "$room/taken"
    taken=$(awk 'NR == 2 { for (i = 1; i <= 2; i++) { split($i, t, /[ms]/); all += t[1] * 60 + t[2] } printf "%d", all * 1000 }' "$room/taken")
}
middle() { awk -v n="$2" '{ print $n }' "$room/$1.times" | sort -n | sed -n "$(((times + 1) / 2))p"; }

tools=() absent=()
for tool in printseal openssl easyrsa certtool mkcert printseal_rsa rsa_keys; do
    if present $tool; then tools+=("$tool"); else absent+=("$tool"); fi
done
for ((turn = 0; turn < times; turn++)); do
    for tool in "${tools[@]}"; do measure "$tool"; done
done
printf '%-13s %8s %6s %8s %6s %8s %8s\n' tool commands lines answers steps ms 'cpu ms'
for tool in "${tools[@]}"; do
    # shellcheck disable=SC2046,SC2183 # four numbers
    printf '%-13s %8d %6d %8d %6d %8s %8s\n' "$tool" $(cat "$room/$tool.steps") "$(middle "$tool" 1)" "$(middle "$tool" 2)"
done
printf '%s: not installed\n' "${absent[@]}" | grep -v '^:' || true
