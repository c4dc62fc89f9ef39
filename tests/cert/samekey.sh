#!/usr/bin/env bash
# Same key, new certificate: the server's next one without its key, a re-issued intermediate, a renewed
# root, in manual and in intermediate mode, each alone: samekey.sh PROGRAM. What is served is verified by openssl.
set -euo pipefail
# shellcheck source=tests/cert/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
host=print01.corp.example.com

make() { # name, subject
    quiet openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key"
    quiet openssl req -new -key "$1.key" -subj "$2" -out "$1.csr"
}
sign() { # file, request, CA's certificate (itself: none), CA's key, days, extensions
    local by=(-CA "$3" -CAkey "$4")
    [ "$1" != "$3" ] || by=(-signkey "$4")
    quiet openssl x509 -req -in "$2" "${by[@]}" -days "$5" -out "$1" -set_serial "0x4$(openssl rand -hex 15)" \
        -extfile <(printf '%s\n' "${@:6}" subjectKeyIdentifier=hash authorityKeyIdentifier=keyid)
}
own_ca() { sign "$1" "$2" "$3" "$4" "$5" basicConstraints=critical,CA:TRUE"$6" keyUsage=critical,keyCertSign,cRLSign; }
server() {
    sign "$1" "$2" inter.pem inter.key "$3" basicConstraints=critical,CA:FALSE keyUsage=critical,digitalSignature \
        extendedKeyUsage=serverAuth "subjectAltName=DNS:$host"
}
begin() { # mode
    rm -rf "$PRINTSEAL_DIR"
    printf 'server : { fqdn = "%s"; };\ncertificates : { mode = "%s"; key_type = "p256"; };\ntrust : { system_store = false; };\n' \
        $host "$1" > answers.conf
    "$printseal" init --answers answers.conf > log 2>&1 || [ $? -eq 1 ] || { cat log; die "init"; }
}
same() { cmp -s <(openssl x509 -in "$1") <(openssl x509 -in "$2") || die "$1 is not $2"; }
holds() { # FILE: it is served
    openssl crl2pkcs7 -nocrl -certfile "$cert/server.cer" | openssl pkcs7 -print_certs | grep -v '^$' > served
    openssl x509 -in "$1" | grep -vFf served && die "$1 is not served"
    return 0
}
whole() { # root
    same "$cert/ca-root.crt" "$1"
    quiet openssl verify -x509_strict -no-CApath -no-CAstore -CAfile "$1" -untrusted "$cert/server.cer" \
        -verify_hostname $host "$cert/server.cer"
    pfx "$cert/server.pfx" certificates.pfx_password "$cert/server.cer" "$cert/server.key"
}

make root '/CN=Example Root'; make inter '/CN=Example Issuing'; make srv "/CN=$host"; make other '/CN=Example Root'
own_ca root.pem root.csr root.pem root.key 3000 ''
own_ca root2.pem root.csr root2.pem root.key 4000 ''
own_ca other.pem other.csr other.pem other.key 3000 ''
own_ca inter.pem inter.csr root.pem root.key 1000 ,pathlen:0
own_ca inter2.pem inter.csr root.pem root.key 1200 ,pathlen:0
server srv.pem srv.csr 200
server srv2.pem srv.csr 220

# ------------------------------------------------ manual mode
begin manual
quiet "$printseal" cert import srv.key srv.pem inter.pem --trust root.pem
whole root.pem
quiet "$printseal" cert import srv2.pem --trust root.pem # alone: key and intermediate are here
same "$cert/server.cer" srv2.pem
holds inter.pem
whole root.pem
quiet "$printseal" cert import inter2.pem --trust root.pem
same "$cert/server.cer" srv2.pem
holds inter2.pem
whole root.pem
quiet "$printseal" cert import root2.pem --trust root2.pem
same "$cert/server.cer" srv2.pem
holds inter2.pem
whole root2.pem
refused 'no private key' "$printseal" cert import other.pem --trust root2.pem # the name is right, and it signed nothing here
make strange "/CN=$host"
server strange.pem strange.csr 200
refused 'no private key' "$printseal" cert import strange.pem --trust root2.pem
whole root2.pem

# A request that is out stays out while the key in force gets its next certificate.
quiet "$printseal" cert csr --output new.csr
quiet "$printseal" cert import srv.pem --trust root2.pem
same "$cert/server.cer" srv.pem
[ -e "$cert/server-new.key" ] || die "the request is gone"
server new.pem new.csr 200
quiet "$printseal" cert import new.pem --trust root2.pem
same "$cert/server.cer" new.pem
[ ! -e "$cert/server-new.key" ] || die "the request is still there"
whole root2.pem
echo "manual: ok"

# ------------------------------------------------ what was brought is served: two ways up, each with a root of its own
# The root is cross-signed by the one before it: of another name, and of the same name with another key.
for subject in '/CN=Older Root' '/CN=Example Root'; do
    make older "$subject"
    own_ca older.pem older.csr older.pem older.key 3000 ''
    own_ca cross.pem root.csr older.pem older.key 2000 ''
    cat srv.pem inter.pem cross.pem > full.pem
    cat root.pem older.pem > both.pem
    begin manual
    quiet "$printseal" cert import srv.key full.pem --trust both.pem
    holds cross.pem
    quiet "$printseal" cert export --format chain --output served.pem
    serve "$room/served.pem" "$cert/server.key"
    for trust in root.pem older.pem; do
        trusted $host $trust
        quiet openssl verify -x509_strict -no-CApath -no-CAstore -CAfile $trust -untrusted "$cert/server.cer" \
            -verify_hostname $host "$cert/server.cer"
    done
    begin manual # nobody trusts the older one: it is said
    quiet "$printseal" cert import srv.key full.pem --trust root.pem
    grep -q "Left out of what is served: CN=Example Root" log || { cat log; die "what is left out is said"; }
    [ "$(grep -c BEGIN "$cert/server.cer")" = 2 ] || die "who signs nobody's way is served"
done
echo "cross certificates: ok"

# ------------------------------------------------ intermediate mode
begin intermediate
quiet "$printseal" cert csr --output ca.csr
own_ca ca.pem ca.csr root.pem root.key 900 ,pathlen:0
own_ca ca2.pem ca.csr root.pem root.key 1100 ,pathlen:0
quiet "$printseal" cert sign-import ca.pem root.pem
whole root.pem
key=$(sha256sum < <(openssl x509 -in "$cert/ca-myq.crt" -noout -pubkey))
quiet "$printseal" cert sign-import ca2.pem
same "$cert/ca-myq.crt" ca2.pem
holds ca2.pem
whole root.pem
quiet "$printseal" cert sign-import root2.pem
same "$cert/ca-myq.crt" ca2.pem
whole root2.pem
quiet "$printseal" cert csr --output next.csr # out, and not what the next file answers
quiet "$printseal" cert sign-import ca.pem
same "$cert/ca-myq.crt" ca.pem
[ -e "$cert/ca-myq-new.key" ] || die "the request is gone"
own_ca next.pem next.csr root2.pem root.key 900 ,pathlen:0
quiet "$printseal" cert sign-import next.pem
[ ! -e "$cert/ca-myq-new.key" ] || die "the request is still there"
[ "$key" != "$(sha256sum < <(openssl x509 -in "$cert/ca-myq.crt" -noout -pubkey))" ] || die "not the new key"
whole root2.pem
refused 'cert-key-mismatch' "$printseal" cert sign-import inter.pem
refused '' "$printseal" cert sign-import other.pem
whole root2.pem
echo "intermediate: ok"
