#!/usr/bin/env bash
# One root follows another: rollover.sh PROGRAM. nginx serves what is exported; three clients trust only
# the old root, only the new one, and both. At each step that the program takes without --force all three
# are served, by OpenSSL, curl and GnuTLS; where one would be lost, it says so first.
set -euo pipefail
# shellcheck source=tests/cert/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

host=print01.corp.example.com
step() { quiet "$printseal" cert rollover "$@"; }
set_value() { quiet "$printseal" set "$@"; }

begin() { # settings
    rm -rf "$PRINTSEAL_DIR" old.pem new.pem
    printf 'server : { fqdn = "%s"; };\ncertificates : { key_type = "p256"; %s };\n' "$host" "$1" > answers.conf
    "$printseal" init --answers answers.conf > log 2>&1 || [ $? -eq 1 ] || { cat log; die "init"; } # 1: findings
    cp "$cert/ca-root.crt" old.pem
}

# What is exported now is what nginx serves.
in_force() {
    rm -f served.pem
    quiet "$printseal" cert export --format chain --output served.pem
    serve "$room/served.pem" "$cert/server.key"
}

gnutls() { # ROOT
    gnutls-cli --x509cafile "$1" --sni-hostname "$host" --verify-hostname "$host" -p "$port" 127.0.0.1 \
        < /dev/null > "$room/log" 2>&1
}

lost() { # ROOT: this client refuses the server
    ! gnutls "$1" || die "GnuTLS takes it with $1"
    ! openssl s_client -connect "127.0.0.1:$port" -verify_return_error -verify_hostname "$host" -CAfile "$1" \
        -no-CApath -no-CAstore < /dev/null > "$room/log" 2>&1 || die "OpenSSL takes it with $1"
}

served() { # ROOT...: each of these clients takes what is served
    local root
    for root in "$@"; do
        trusted "$host" "$root"
        gnutls "$root" || { cat "$room/log"; die "GnuTLS with $root"; }
    done
}

issuer() { openssl x509 -in "$cert/server.cer" -noout -ext authorityKeyIdentifier | tail -1; }
key_of() { openssl x509 -in "$1" -noout -ext subjectKeyIdentifier | tail -1; }
roots() { "$printseal" cert export | grep -c BEGIN; }

# ------------------------------------------------ all the way
begin ''
in_force
served old.pem
[ "$(roots)" = 1 ] || die "one root"
refused 'no next root to switch to' "$printseal" cert rollover --switch
refused 'no old root' "$printseal" cert rollover --retire

step
cp "$cert/ca-next.crt" new.pem
cat old.pem new.pem > both.pem
[ "$(issuer)" = "$(key_of old.pem)" ] || die "still under the old one"
[ "$(roots)" = 2 ] || die "both are exported"
quiet "$printseal" export linux-trust --output trust
[ "$(find trust -name 'printseal-*.crt' | wc -l)" = 2 ] || { find trust; die "both are in the trust export"; }
cmp -s trust/next-root/printseal-*.crt new.pem || die "the next root in a folder of its own"
in_force
served old.pem new.pem both.pem
refused 'under way' "$printseal" cert rollover
quiet "$printseal" cert status
"$printseal" cert rollover --status > status
grep -q 'rollover --switch' status || { cat status; die "status"; }
echo "both published: old, new and both are served"

quiet "$printseal" cert renew --force # in between
in_force
served old.pem new.pem both.pem

step --switch
[ "$(issuer)" = "$(key_of new.pem)" ] || die "under the new one"
cmp -s "$cert/ca-root.crt" new.pem || die "the new root is in force"
cmp -s "$cert/ca-old.crt" old.pem || die "the old one is beside it"
[ ! -e "$cert/ca-next.crt" ] || die "the next one is none now"
[ ! -e "$cert/ca-next.key" ] || die "the next one is none now"
[ "$(roots)" = 2 ] || die "both are exported still"
in_force
served old.pem new.pem both.pem
pfx "$cert/server.pfx" certificates.pfx_password "$cert/server.cer" "$cert/server.key"
quiet "$printseal" cert status
echo "switched: old, new and both are served"

step --back
[ "$(issuer)" = "$(key_of old.pem)" ] || die "back under the old one"
in_force
served old.pem new.pem both.pem
step --switch
set_value certificates.server_days=90 # a save that issues
quiet "$printseal" secret rotate certificates.ca_key_password
quiet "$printseal" cert renew --force
in_force
served old.pem new.pem both.pem
echo "back and forth, other passwords: old, new and both are served"

refused 'clients that have it alone would refuse' "$printseal" cert rollover --retire
step --retire --force
[ "$(roots)" = 1 ] || die "one root again"
[ ! -e "$cert/ca-old.crt" ] || die "the old one is gone"
[ ! -e "$cert/ca-old.key" ] || die "the old one is gone"
in_force
served new.pem both.pem
lost old.pem
before=$("$printseal" history | awk '/old root retired/ { print $1; exit }')
quiet "$printseal" rollback "$((before - 1))"
in_force
served old.pem new.pem both.pem
echo "retired, and brought back"

# ------------------------------------------------ a client's certificate of the root before
begin ''
quiet "$printseal" cert client alice --output alice.pfx --password-output alice.password
openssl pkcs12 -in alice.pfx -passin file:alice.password -clcerts -nokeys -out alice.pem 2> log
step
step --switch
quiet "$printseal" cert client bob --output bob.pfx --password-output bob.password
openssl pkcs12 -in bob.pfx -passin file:bob.password -clcerts -nokeys -out bob.pem 2> log
accepted() { openssl verify -crl_check -x509_strict -purpose sslclient -CAfile lists.pem -no-CApath -no-CAstore "$1" > log 2>&1; }
for name in alice bob; do
    "$printseal" cert export > lists.pem # both roots, and what either has taken back
    "$printseal" cert export --format crl >> lists.pem 2> log || true
    [ $name = alice ] || accepted $name.pem || { cat log; die "$name is refused"; }
    quiet "$printseal" cert revoke $name
    "$printseal" cert export > lists.pem
    "$printseal" cert export --format crl >> lists.pem
    if accepted $name.pem; then die "$name is accepted"; fi
    grep -q 'certificate revoked' log || { cat log; die "$name"; }
done
[ "$("$printseal" cert export --format crl | grep -c BEGIN)" = 2 ] || die 'a list of each root'
"$printseal" cert export --format crl-der | openssl crl -inform DER -noout -CAfile "$cert/ca-root.crt" > log 2>&1 || { cat log; die 'crl-der'; }
quiet "$printseal" cert status
step --retire --force
[ "$("$printseal" cert export --format crl | grep -c BEGIN)" = 1 ] || die 'the list of a root that is gone'
echo "revoked, whichever root has signed it"

# ------------------------------------------------ given up
begin ''
step --start
cp "$cert/ca-next.crt" new.pem
step --give-up
[ "$(roots)" = 1 ] || die "the next one is gone"
in_force
served old.pem
lost new.pem

# ------------------------------------------------ what needs another root
begin 'name_constraints = [ "corp.example.com" ];'
refused 'outside the name constraints of the CA (corp.example.com)' "$printseal" set server.fqdn=print01.example.org
grep -q 'cert rollover' log || { cat log; die "it says what to do"; }
set_value 'certificates.name_constraints=corp.example.com, example.org'
step
cp "$cert/ca-next.crt" new.pem
cat old.pem new.pem > both.pem
in_force
served old.pem new.pem both.pem
step --switch
in_force
served old.pem new.pem both.pem
host=print01.example.org
set_value server.fqdn=$host
in_force
served new.pem both.pem
lost old.pem # its constraints have not changed
host=print01.corp.example.com
echo "other name constraints: by a rollover"

# The CA may have another name: the root in force vouches for its key all the same.
begin ''
set_value server.organization=Example
step
cp "$cert/ca-next.crt" new.pem
cat old.pem new.pem > both.pem
in_force
served old.pem new.pem both.pem
step --switch
in_force
served old.pem new.pem both.pem
echo "another organization: old, new and both are served"

# A root in its last hours vouches for nobody: clients that have it alone would be lost, and this is said before.
begin 'ca_days = 30; server_days = 20;'
quiet faketime -f +1728000 "$printseal" cert rollover # 20 days, in seconds; then 29 and a half
last() { faketime -f +2548800 "$printseal" cert rollover "$@"; }
refused 'clients that have only the root that is in force now would refuse' last --switch
quiet last --switch --force
echo "a root in its last hours: only with --force"

# ------------------------------------------------ another root by an answer, and by an import
company() { # NAME: a root and its key
    quiet openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -subj "/CN=$1" \
        -days 3000 -out "$1.pem" -addext keyUsage=critical,keyCertSign,cRLSign
}
answered() { # NAME: this root signs the request that is out
    quiet openssl x509 -req -in "$cert/ca-myq-new.csr" -CA "$1.pem" -CAkey "$1.key" -days 2000 -out answer.pem \
        -extfile <(printf '%s\n' basicConstraints=critical,CA:TRUE,pathlen:0 keyUsage=critical,keyCertSign,cRLSign \
            subjectKeyIdentifier=hash authorityKeyIdentifier=keyid)
    quiet "$printseal" cert sign-import answer.pem "$1.pem"
}
company first
company second
begin ''
step # is forgotten then
set_value certificates.mode=intermediate
quiet "$printseal" cert csr
answered first
cmp -s "$cert/ca-old.crt" old.pem || die "the own root is published still"
[ ! -e "$cert/ca-next.crt" ] || die "nothing of the rollover is left"
[ ! -e "$cert/ca-next.key" ] || die "nothing of the rollover is left"
[ "$(roots)" = 2 ] || die "both are exported"
quiet "$printseal" cert renew --force
quiet "$printseal" cert csr --new
answered second
[ "$(openssl x509 -in "$cert/ca-old.crt" -noout -subject)" = 'subject=CN = first' ] || die "the root before"
refused 'certificates.mode is intermediate' "$printseal" cert rollover
refused 'clients that have it alone' "$printseal" cert rollover --retire
step --retire --force
[ "$(roots)" = 1 ] || die "one root"
in_force
served second.pem
echo "the company's next root: both are published until the old one is retired"
