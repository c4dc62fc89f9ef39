#!/usr/bin/env bash
# Makes what people bring, good and bad, in a folder that is made anew: make.sh FOLDER. With openssl, certtool and
# der.py, never with the program that is tested. cases.txt says what each is for.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
unset OPENSSL_CONF
rm -rf "$1" && mkdir -p "$1" && cd "$1"
host=print01.corp.example.com
der() { python3 "$here/der.py" "$@"; }
quiet() { "$@" > log 2>&1 || { cat log; echo "failed: $*"; exit 1; }; }

p256() { quiet openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key"; }
server() { # what a good server certificate has; $1 is added
    printf '%s\n' basicConstraints=critical,CA:FALSE keyUsage=critical,digitalSignature \
        extendedKeyUsage=serverAuth "subjectAltName=DNS:$host" subjectKeyIdentifier=hash \
        authorityKeyIdentifier=keyid:always "${@}"
}
CA() { # path length and the like
    printf '%s\n' "basicConstraints=critical,CA:TRUE${1:-}" keyUsage=critical,keyCertSign,cRLSign \
        subjectKeyIdentifier=hash "${@:2}"
}
without() { grep -v "^$1="; }
requested() { # key: one request does for all its certificates, each of which has its own subject
    [ -e "$1.csr" ] || quiet openssl req -new -key "$1.key" -subj "/CN=$host" -out "$1.csr"
}
sign() { # name, key, CA, subject, then options; extensions from standard input
    cat > "$1.ext"
    requested "$2"
    quiet openssl x509 -req -in "$2.csr" -CA "$3.pem" -CAkey "$3.key" -extfile "$1.ext" -subj "$4" \
        -set_serial "${serial:-$((number += 1))$SRANDOM$SRANDOM$SRANDOM}" -days 397 "${@:5}" -out "$1.pem"
}
number=0
root() { # name, key, subject, then options
    cat > "$1.ext"
    requested "$2"
    quiet openssl x509 -req -in "$2.csr" -signkey "$2.key" -extfile "$1.ext" -days 3650 -subj "$3" \
        "${@:4}" -out "$1.pem"
    [ "$1" = "$2" ] || cp "$2.key" "$1.key"
}
leaf() { # name, then options; what is added from standard input
    sign "$1" server inter "/CN=$host" "${@:2}"
}

# ------------------------------------------------ the good ones
for name in root inter server other elsewhere; do p256 "$name"; done
CA | root root root "/O=Example/CN=Example Root"
CA | root elsewhere elsewhere "/CN=Elsewhere Root"
CA ,pathlen:0 authorityKeyIdentifier=keyid | sign inter inter root "/O=Example/CN=Example Issuing" -days 3000
server | leaf server
server | sign two other inter "/CN=$host"
for name in root inter server; do openssl x509 -in "$name.pem" -outform DER -out "$name.der"; done
cat server.pem inter.pem root.pem > chain.pem
cat server.key chain.pem > all.pem
cat root.pem server.pem inter.pem > disorder.pem
printf 'summer-print-24' > password
printf 'wrong' > wrong
echo > nothing
printf 'Gr\xc3\xbc\xc3\x9fe' > composed
printf 'Gru\xcc\x88\xc3\x9fe' > decomposed

quiet openssl pkcs8 -topk8 -nocrypt -in server.key -outform DER -out pkcs8.der
quiet openssl pkcs8 -topk8 -v2 aes-256-cbc -in server.key -passout file:password -out sealed.key
quiet openssl pkcs8 -topk8 -v2 aes-256-cbc -in server.key -passout file:password -outform DER -out sealed.der
quiet openssl pkcs8 -topk8 -scrypt -in server.key -passout file:password -out scrypt.key
quiet openssl pkcs8 -topk8 -v1 PBE-SHA1-RC2-128 -in server.key -passout file:password -out rc2.key \
    -provider legacy -provider default
openssl ec -in server.key -out ec.key 2> log
openssl ecparam -name prime256v1 > parameters.key
cat ec.key >> parameters.key
openssl ec -in server.key -outform DER -out ec.der 2> log
openssl ec -in server.key -aes128 -passout file:password -out ec-aes.key 2> log
openssl ec -in server.key -des3 -passout file:password -out ec-3des.key 2> log
openssl ec -in server.key -des -passout file:password -provider legacy -provider default -out ec-des.key 2> log
sed 's/AES-128-CBC/GOST-89-CBC/' ec-aes.key > ec-gost.key
quiet openssl crl2pkcs7 -nocrl -certfile chain.pem -out chain.p7b
quiet openssl crl2pkcs7 -nocrl -certfile chain.pem -outform DER -out chain.p7c
openssl x509 -in server.pem -trustout -addtrust serverAuth -out trusted.pem
openssl x509 -in server.pem -text > text.pem
cp server.key liar.crt
cp chain.pem liar.key
{ printf '\xEF\xBB\xBF'; sed 's/$/\r/' all.pem; } > windows.pem
iconv -t UTF-16 all.pem > utf16.pem
cat server.der inter.der > two.der
{ cat server.der; printf 'tail'; } > tail.der

pfx() { # name, password file, then options
    quiet openssl pkcs12 -export -inkey server.key -in server.pem -certfile inter.pem \
        -passout "file:$2" -out "$1.pfx" "${@:3}"
}
old=(-certpbe PBE-SHA1-3DES -keypbe PBE-SHA1-3DES -macalg sha1)
pfx modern password
pfx 3des password "${old[@]}"
pfx rc2 password -legacy
pfx empty nothing
pfx composed composed
pfx decomposed decomposed
pfx nomac password -nomac
pfx plain password -keypbe NONE -certpbe NONE
pfx plain-nomac password -keypbe NONE -certpbe NONE -nomac
quiet openssl pkcs12 -export -nokeys -in server.pem -certfile inter.pem -passout file:password -out nokey.pfx
cat inter.pem root.pem > cas.pem
cat server.pem cas.pem > served.pem
quiet certtool --to-p12 --load-privkey server.key --load-certificate server.pem --p12-name print \
    --password summer-print-24 --outder --outfile gnutls.pfx
quiet certtool --to-p12 --load-privkey server.key --load-certificate server.pem --p12-name print \
    --pkcs-cipher 3des --hash sha1 --password summer-print-24 --outder --outfile gnutls-3des.pfx
for name in 3des arcfour; do # 600,000 steps for each of its parts
    quiet certtool --to-p12 --load-privkey server.key --load-certificate server.pem --load-ca-certificate cas.pem \
        --p12-name print --pkcs-cipher "${name/3des/3des-pkcs12}" --password summer-print-24 --outder \
        --outfile "gnutls-long-$name.pfx"
done
openssl pkcs12 -in modern.pfx -passin file:password -nodes -out bags.pem 2> log

# ------------------------------------------------ files that are not what they should be
: > empty.pem
head -c 2000000 /dev/zero > huge.pem
head -c 4000 /dev/urandom | sed 's/^0/1/' | tr -d '\60' > garbage
printf 'Dear colleague, here is the certificate.\n' > letter.pem
head -c 300 server.der > cut.der
head -c 300 server.pem > cut.pem
head -c 500 modern.pfx > cut.pfx
sed '3s/./!/' server.pem > broken.pem
printf -- '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n' > nonsense.pem
printf '\60\5hello' > nonsense.der
printf -- '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n' > ssh
openssl pkey -in server.key -pubout -out public.pem
quiet openssl ecparam -name prime256v1 -out only.params
printf '[ca]\ndefault_ca=c\n[c]\ndatabase=index\ncrlnumber=number\ndefault_md=sha256\n' > ca.conf
: > index
echo 01 > number
quiet openssl ca -config ca.conf -gencrl -crldays 30 -keyfile root.key -cert root.pem -out list.crl

# ------------------------------------------------ PFX files of others, and of enemies
huge=02047fffffff sha256=300d06096086480165030402010500
pfx iter password -iter 3000 -keypbe NONE -certpbe NONE
der iter.pfx hostile-mac.pfx 02020bb8 "$huge"
der iter.pfx endless-mac.pfx 02020bb8 020c7fffffffffffffffffffffff
der iter.pfx pbmac1.pfx "$sha256" 300d06092a864886f70d01050e0500
der iter.pfx gost-mac.pfx "$sha256" 300c06082a850307010102020500
der iter.pfx unknown-mac.pfx "$sha256" 300706032a03040500
pfx bags password -iter 3000 -nomac
der bags.pfx hostile-bag.pfx 02020bb8 "$huge"
der bags.pfx gost-bag.pfx 060960864801650304012a 06092a8503070101050102
der bags.pfx prf.pfx 06082a864886f70d0209 06082a85030701010402
der modern.pfx changed.pfx 0609608648016503040102 0609608648016503040102 flip
openssl asn1parse -in scrypt.key -noout -out scrypt.der
der scrypt.der hostile-scrypt.der 02024000 "$huge"
openssl asn1parse -in sealed.key -noout -out sealed-copy.der
der sealed-copy.der hostile-key.der 02020800 "$huge"
der sealed-copy.der gost-key.der 060960864801650304012a 06092a8503070101050102

# ------------------------------------------------ keys
openssl genrsa -out rsa.key 2048 2> log
openssl rsa -in rsa.key -traditional -out rsa-old.key 2> log
openssl rsa -in rsa.key -traditional -outform DER -out rsa-old.der 2> log
openssl genrsa -out rsa1024.key 1024 2> log
openssl genrsa -3 -out rsa3.key 2048 2> log
quiet openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out pss.key
quiet openssl genpkey -algorithm ED25519 -out ed25519.key
quiet openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:prime192v1 -out p192.key
quiet openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1 -out k1.key
quiet openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit -out explicit.key
quiet openssl dsaparam -genkey -out dsa.key 1024
quiet openssl genpkey -algorithm X25519 -out x25519.key
for name in rsa rsa1024 rsa3 pss ed25519 p192 k1 explicit dsa; do
    server | sign "$name" "$name" inter "/CN=$host"
done
d=$(der rsa-old.der --item 3)
der rsa-old.der inconsistent.der "$d" "${d::-2}00"
e=$(der ec.der --item 1)
der ec.der wrong-scalar.der "$e" "${e::-2}$(printf %02x $((0x${e: -2} ^ 1)))"

# ------------------------------------------------ certificates
server | leaf short -days 5
server | leaf long -days 900
server | leaf days250 -days 250
server | leaf days30 -days 30
server | leaf days1 -days 1
server | leaf days6 -days 6
server | leaf days199 -days 199
cat > past.cfg << END
cn = "$host"
dns_name = "$host"
tls_www_server
signing_key
activation_date = "2020-01-01 00:00:00 UTC"
expiration_date = "2020-12-31 00:00:00 UTC"
END
sed 's/2020/2039/' past.cfg > future.cfg
for name in past future; do
    quiet certtool --generate-certificate --load-privkey server.key --load-ca-certificate inter.pem \
        --load-ca-privkey inter.key --template "$name.cfg" --outfile "$name.pem"
done
sed '/_date/d' past.cfg > gnutls.cfg
quiet certtool --generate-certificate --load-privkey server.key --load-ca-certificate inter.pem \
    --load-ca-privkey inter.key --template gnutls.cfg --outfile gnutls.pem
server | without subjectAltName | leaf nosan
server | without subjectAltName | sign nonames server inter "/O=Example"
{ server | without subjectAltName; echo "subjectAltName=email:a@example.com"; } | leaf mail
{ server | without subjectAltName; echo "subjectAltName=DNS:*.corp.example.com"; } | leaf wild
{ server | without subjectAltName; echo "subjectAltName=DNS:p*.corp.example.com"; } | sign partial server inter "/O=Example"
{ server | without subjectAltName; echo "subjectAltName=DNS:$host,DNS:a b"; } | leaf space
{ server | without subjectAltName; echo "subjectAltName=DNS:$host,DNS:a_b.example.com."; } | leaf dot
{ server | without subjectAltName; echo "subjectAltName=DNS:$host,DNS:print01.local,IP:10.0.0.5"; } | leaf internal
{ server | without subjectAltName; echo "subjectAltName=DNS:xn--druckerber-geb.example.com"; } | sign idn server inter "/O=Example"
{ server | without subjectAltName; echo "subjectAltName=DNS:$host,IP:192.0.2.7"; } | leaf address
{ server | without subjectAltName; echo "subjectAltName=critical,DNS:$host"; } | leaf critical-san
{ server | without subjectAltName; echo "subjectAltName=DER:04:03:61:62:63"; } | leaf bad-san
{ server | without subjectAltName; echo "subjectAltName=DER:30:09:82:07:61:2e:62:00:2e:63:64"; } | sign nul server inter "/O=Example"
server | sign other-cn server inter "/CN=old.corp.example.com"
for name in authorityInfoAccess subjectInfoAccess issuerAltName freshestCRL crlDistributionPoints nsCertType \
    1.3.6.1.4.1.11129.2.4.2 tlsfeature; do # what no number of bytes says
    server "$name=DER:30:03:61:62:63" | leaf "garbled-$name"
done
server "authorityInfoAccess=critical,DER:30:03:61:62:63" | leaf garbled-critical
server | without extendedKeyUsage | leaf noeku
{ server | without extendedKeyUsage; echo extendedKeyUsage=clientAuth; } | leaf client
{ server | without extendedKeyUsage; echo extendedKeyUsage=anyExtendedKeyUsage; } | leaf any
{ server | without extendedKeyUsage; echo extendedKeyUsage=serverAuth,anyExtendedKeyUsage; } | leaf both
{ server | without extendedKeyUsage; echo extendedKeyUsage=critical,serverAuth; } | leaf critical-eku
{ server | without keyUsage; echo keyUsage=critical,keyEncipherment; } | leaf nosign
server "1.2.3.4.5=critical,DER:0500" | leaf unknown
server "1.2.3.4.5=DER:0500" | leaf known
server nameConstraints=critical,permitted\;DNS:example.com | leaf constrained
server | leaf sha1 -sha1
openssl cms -encrypt -in server.pem -outform DER -out enveloped.p7 -aes256 rsa.pem
cp rsa.key rsaca.key
CA ,pathlen:0 authorityKeyIdentifier=keyid | sign rsaca rsaca root "/CN=RSA Issuing" -days 3000
server | sign md5 server rsaca "/CN=$host" -md5
server | sign underrsa server rsaca "/CN=$host"
server | serial=0 leaf zero
server | serial=0x7f00000000000000000000000000000000000000aa leaf serial
server | serial=-5 leaf negative
quiet openssl x509 -req -in server.csr -CA inter.pem -CAkey inter.key -set_serial 77 -days 397 -out version1.pem
CA | without keyUsage | { cat; echo keyUsage=critical,digitalSignature,keyCertSign; echo authorityKeyIdentifier=keyid; echo extendedKeyUsage=serverAuth; echo "subjectAltName=DNS:$host"; } | leaf ca
server | without authorityKeyIdentifier | root self server "/CN=$host" -days 397
der server.der changed.der 0603551d13 0603551d13 last
openssl x509 -inform DER -in changed.der -out changed.pem
der root.der root-changed.der 0603551d13 0603551d13 last
openssl x509 -inform DER -in root-changed.der -out root-changed.pem

# ------------------------------------------------ CAs
under() { # name; the CA's extensions from standard input: a chain of its own
    local file=$1
    sign "ca-$file" inter root "/CN=Issuing $file" -days 3000 "${@:2}"
    cp inter.key "ca-$file.key"
    server | sign "$file" server "ca-$file" "/CN=$host"
}
k=authorityKeyIdentifier=keyid
server | without subjectAltName | under notca
p256 namesake
CA | root namesake namesake "/O=Example/CN=Example Root"
p256 namesake2
CA ,pathlen:3 | root namesake2 namesake2 "/O=Example/CN=Example Root"
cat namesake.pem root.pem namesake2.pem > namesakes.pem
cat namesake2.pem root.pem namesake.pem > namesakes-back.pem
CA "" authorityKeyIdentifier=none | under noaki
CA "" $k | without basicConstraints | under nobasic
CA "" $k | without keyUsage | { cat; echo keyUsage=critical,cRLSign; } | under nocertsign
CA "" $k | without basicConstraints | { cat; echo basicConstraints=CA:TRUE; } | under soft
CA "" $k extendedKeyUsage=clientAuth | under clientca
CA "" $k "nameConstraints=critical,permitted;DNS:example.org" | under limited
CA "" $k "nameConstraints=critical,permitted;DNS:corp.example.com" | under allowed
CA "" $k "1.2.3.4.5=critical,DER:0500" | under unknownca
CA "" $k | under sha1ca -sha1
CA "" $k | under deadca -days 1
CA "" $k "policyConstraints=critical,requireExplicitPolicy:0" | under policy
CA "" $k "policyConstraints=critical,requireExplicitPolicy:0" certificatePolicies=1.2.3 | under policies
server certificatePolicies=1.2.3 | sign policies server ca-policies "/CN=$host"
CA "" $k tlsfeature=status_request | under stapleca
server nsCertType=client | leaf nsclient
CA | without basicConstraints | root root-implied root "/O=Example/CN=Example Root"
twice() { # name, the OID of what stands in "other" and shall be there once more, the CA's key
    openssl x509 -in "$1.pem" -outform DER -out "$1.der"
    der "$1.der" "$1-2.der" 06062a0304050607 "$2" "$3.key" # as what OpenSSL does not know it is made
    openssl x509 -inform DER -in "$1-2.der" -out "$1.pem"
}
other=1.2.3.4.5.6.7
server "$other=critical,DER:30:00" | leaf twice-constraints
twice twice-constraints 0603551d13 inter
server "$other=DER:30:0c:82:0a:62:65:2e:65:78:61:6d:70:6c:65" | leaf twice-names
twice twice-names 0603551d11 inter
server "authorityInfoAccess=OCSP;URI:http://a.example.com" "$other=DER:30:00" | leaf twice-access
twice twice-access 06082b06010505070101 inter
CA "" $k "$other=critical,DER:03:02:01:06" | under twiceca
twice ca-twiceca 0603551d0f root
CA "" "$other=critical,DER:30:03:01:01:ff" | root root-twice root "/O=Example/CN=Example Root"
twice root-twice 0603551d13 root
{ server | without subjectAltName; echo "subjectAltName=DER:$(printf '30:1a:82:18'; printf $host | od -An -v -tx1 | tr ' ' : | tr -d '\n'):05:00"; } | leaf tail-names
CA "" $k | without basicConstraints | { cat; echo basicConstraints=critical,DER:30:0f:01:01:ff:02:0a:01:00:00:00:00:00:00:00:00:00; } | under endless
der server.der shouted.der 0c0f4578616d706c652049737375696e67 0c0f4558414d504c452049535355494e47 inter.key # Example Issuing
openssl x509 -inform DER -in shouted.der -out shouted.pem
server crlDistributionPoints=critical,URI:http://crl.example.com/a.crl | leaf critical-list
server 1.3.6.1.4.1.11129.2.4.3=DER:05:00 | leaf poison-known
CA "" "authorityKeyIdentifier=DER:30:06:80:04:01:02:03:04" | root root-aki root "/O=Example/CN=Example Root"
cat server.pem root.pem inter.pem > disorder-root.pem
cp rsa1024.key weakca.key
CA "" $k | sign weakca weakca root "/CN=Weak Issuing" -days 3000
server | sign underweak server weakca "/CN=$host"
# three CAs under a root that allows one
p256 third
CA "" $k | sign second other root "/CN=Second Issuing" -days 3000
cp other.key second.key
CA "" $k | sign third third second "/CN=Third Issuing" -days 3000
server | sign deep server third "/CN=$host"
# and one more CA than the issuing one allows
CA "" $k | sign extra other inter "/CN=Extra Issuing" -days 3000
cp other.key extra.key
server | sign below server extra "/CN=$host"
# another CA of the same name
p256 twin
CA ,pathlen:0 | root twin twin "/O=Example/CN=Example Issuing"

# ------------------------------------------------ what else people have
quiet openssl ocsp -index index -CA root.pem -rsigner root.pem -rkey root.key -issuer root.pem -cert inter.pem \
    -respout ocsp.der -reqout ocsp-request.der -no_nonce
openssl cms -sign -keyid -in letter.pem -signer server.pem -inkey server.key -certfile inter.pem -nodetach \
    -outform DER -out keyid.p7
openssl cms -encrypt -keyid -in letter.pem -outform DER -out keyid-enveloped.p7 -aes256 rsa.pem
quiet openssl crl2pkcs7 -nocrl -outform DER -out empty.p7b
openssl cms -data_create -in letter.pem -outform DER -out data.p7
openssl rsa -in rsa.key -RSAPublicKey_out -out rsa-public.pem 2> log
ssh-keygen -q -t ed25519 -N '' -f ssh-new 2> log || cp ssh ssh-new
python3 "$here/forms.py" .

# ------------------------------------------------ passwords as other systems type them
cp composed umlaut
iconv -t LATIN1 umlaut > umlaut-latin1
iconv -t CP850 umlaut > umlaut-dos
printf '5\xe2\x82\xac-p\xc3\xa4per' > euro
iconv -t CP1252 euro > euro-windows
for name in umlaut-latin1 umlaut-dos euro-windows; do
    quiet openssl pkcs8 -topk8 -v2 aes-256-cbc -in server.key -passout "file:$name" -out "$name.key"
    pfx "$name" "$name"
done
iconv -f LATIN1 -t UTF-8 composed > widened # each byte a character, as OpenSSL 1.0 read a PFX file's password
pfx openssl10 widened -keypbe PBE-SHA1-3DES -certpbe NONE
der iter.pfx long.pfx 02020bb8 020400989680
der iter.pfx heavy.pfx 02020bb8 02031e8480 # two million steps, and more than one password to try
for i in 1 2 3 4; do cp heavy.pfx "heavy$i.pfx"; done
python3 "$here/scrypt.py" pkcs8.der password 15 > scrypt15.key
python3 "$here/scrypt.py" pkcs8.der password 20 > scrypt20.key

# ------------------------------------------------ chains in which something stands twice
cp inter.key inter-old.key
CA ,pathlen:0 authorityKeyIdentifier=keyid > inter-old.ext
quiet openssl req -new -key inter.key -subj "/O=Example/CN=Example Issuing" -out inter-old.csr
printf '[ca]\ndefault_ca=c\n[c]\ndatabase=index\nnew_certs_dir=.\nserial=number\ndefault_md=sha256\npolicy=p\n[p]\norganizationName=optional\ncommonName=optional\n' > dated.conf
dated() { # name, CA, first and last day; the request and the extensions are there
    echo 7F > number
    : > index
    quiet openssl ca -batch -notext -config dated.conf -cert "$2.pem" -keyfile "$2.key" -in "$1.csr" -extfile "$1.ext" \
        -startdate "$3" -enddate "$4" -out "$1.pem"
}
dated inter-old root 20200101000000Z 20210101000000Z
CA > root-old.ext
quiet openssl req -new -key root.key -subj "/O=Example/CN=Example Root" -out root-old.csr
dated root-old root 20200101000000Z 20210101000000Z
cat root-old.pem root.pem > root-both.pem
cat root.pem root-old.pem > root-both2.pem
CA "" authorityKeyIdentifier=keyid | sign cross root elsewhere "/O=Example/CN=Example Root" -days 3000
cat server.pem inter.pem cross.pem > cross-full.pem
cat root.pem elsewhere.pem > cross-both.pem
CA | root root-named elsewhere "/O=Example/CN=Example Root" # the root before, of the same name
CA "" authorityKeyIdentifier=keyid | sign cross-named root root-named "/O=Example/CN=Example Root" -days 3000
cat server.pem inter.pem cross-named.pem > cross-named-full.pem
cat root.pem root-named.pem > cross-named-both.pem
quiet openssl req -new -key twin.key -subj "/CN=Old Root" -out root-v1.csr
quiet openssl x509 -req -in root-v1.csr -signkey twin.key -days 3000 -out root-v1.pem
cp twin.key root-v1.key
server | without authorityKeyIdentifier | sign under-v1 server root-v1 "/CN=$host"
server tlsfeature=status_request | leaf staple
for curve in secp521r1 secp224r1 brainpoolP256r1; do
    quiet openssl genpkey -algorithm EC -pkeyopt "ec_paramgen_curve:$curve" -out "$curve.key"
    server | sign "$curve" "$curve" inter "/CN=$host"
done
server | sign pss-signed server rsaca "/CN=$host" -sigopt rsa_padding_mode:pss
server "1.3.6.1.4.1.11129.2.4.3=critical,DER:0500" | leaf poison
server | without keyUsage | { cat; echo keyUsage=critical,digitalSignature,keyCertSign; } | leaf certsign
{ server | without subjectAltName; echo "subjectAltName=DER:30:02:82:00"; } | sign emptydns server inter "/O=Example"
CA ,pathlen:0 authorityKeyIdentifier=keyid | sign short-ca rsa root "/CN=Short Issuing" -days 60
cp rsa.key short-ca.key
server | sign outlives server short-ca "/CN=$host"
{ server | without extendedKeyUsage; echo extendedKeyUsage=serverAuth,codeSigning; } | leaf codesign -days 199
python3 "$here/primes.py" 4608 > large.key
server | sign large large inter "/CN=$host"
{ server; } > next.ext
quiet openssl req -new -key server.key -subj "/CN=$host" -out next.csr
dated next inter "$(date -u -d '+5 days' +%Y%m%d%H%M%SZ)" "$(date -u -d '+500 days' +%Y%m%d%H%M%SZ)"
quiet openssl req -new -key server.key -subj "/CN=$host" -out skew.csr
cp next.ext skew.ext
dated skew inter "$(date -u -d '+14 minutes' +%Y%m%d%H%M%SZ)" "$(date -u -d '+300 days' +%Y%m%d%H%M%SZ)"

# ------------------------------------------------ whom the trusted are trusted for, and under which names
openssl x509 -in root.pem -trustout -addreject serverAuth -out root-rejects.pem
openssl x509 -in root.pem -trustout -addtrust clientAuth -out root-clients.pem
openssl x509 -in root.pem -trustout -addtrust serverAuth -out root-servers.pem
openssl x509 -in inter.pem -trustout -addtrust serverAuth -out inter-servers.pem
cat server.pem root.pem > server-root.pem
cat root.pem inter-old.pem > root-inter-old.pem
CA | root root-rsa rsa "/CN=RSA Root"
openssl x509 -in root-rsa.pem -outform DER -out root-rsa.der
der root-rsa.der root-md2.der 06092a864886f70d01010b 06092a864886f70d010102 # as the first public roots are signed
openssl x509 -inform DER -in root-md2.der -out root-md2.pem
server | sign under-md2 server root-rsa "/CN=$host"
for names in IP:192.0.2.7 email:a@example.com; do
    { server | without subjectAltName; echo "subjectAltName=$names"; } |
        sign "limited-${names%%:*}" server ca-limited "/CN=$host"
done
cp next.ext backwards.ext
cp next.csr backwards.csr
dated backwards inter 20250601000000Z 20250101000000Z
