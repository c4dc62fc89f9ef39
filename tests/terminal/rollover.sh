#!/usr/bin/env bash
# One root follows another on the certificates screen: each step taken, seen, looked up in the store, and undone; what
# serves the certificate gets it when the wizard is left. At each step clients with either root accept the server.
. "$(dirname "$0")/lib.sh"
export HOME=$room/home
mkdir "$HOME" "$room/seen"
cert=$room/dir/current/cert

# begin SETTINGS: saved anew
begin() {
    rm -rf "$room/dir"
    printf 'server : { fqdn = "print01.corp.example.com"; };\ncertificates : { key_type = "p256"; %s };\n' \
        "$1" > "$room/answers"
    "$PRINTSEAL" -C "$room/dir" init --answers "$room/answers" > "$room/log" 2>&1 || [ $? -eq 1 ] || { cat "$room/log"; exit 1; } # 1: findings
    cp "$cert/ca-root.crt" "$room/old.pem"
}
cat > "$room/put" << 'END'
#!/bin/sh
exec cp "$PRINTSEAL_DIR/current/cert/server.cer" "$1/served"
END
chmod 755 "$room/put"

has_read() { ! screen "$1" | grep -F 'reading ...' > /dev/null; }
pick() { # WINDOW ACTION: goes to it from the end, and Enter
    await 'the files to be read' has_read "$1"
    press "$1" End
    walk "$1" Up "›  $2"
    press "$1" Enter
}
files() { # NAME...: these lie in the folder, and no other ones of a rollover
    [ "$(cd "$cert" && ls ca-next.* ca-old.* 2> /dev/null | tr '\n' ' ')" = "$*${*:+ }" ] || { ls "$cert"; exit 1; }
}
accepted() { # ROOT...: who trusts that one alone
    local root
    for root in "$@"; do
        openssl verify -x509_strict -purpose sslserver -verify_hostname print01.corp.example.com -no-CApath -no-CAstore \
            -CAfile "$root" -untrusted "$cert/server.cer" "$cert/server.cer" > "$room/log" 2>&1 || { cat "$room/log"; exit 1; }
    done
}
lost() { if (accepted "$1" > /dev/null); then echo "$1 is accepted"; exit 1; fi; }
roots() { [ "$("$PRINTSEAL" -C "$room/dir" cert export | grep -c BEGIN)" = "$1" ]; }

# ------------------------------------------------ made, and given up
begin "deploy = [ \"$room/put $room/seen\" ];"
rm "$room/seen/served" # init has handed it over
start one 80x24 "$PRINTSEAL" -C "$room/dir" certificates
expect one 'Request, import, renew'
press one C-n
expect one 'None. Clients that trust the root accept it'
expect one 'Served by'
files
pick one 'Make the next root'
expect one 'Saved as generation 2'
expect one 'Switch to the next root'
files ca-next.crt ca-next.key
roots 2
cmp "$cert/ca-root.crt" "$room/old.pem"
accepted "$room/old.pem"
press one Home
expect one 'Steps to the next root'
expect one '√ 1  Next root made'
expect one '• 2  Both roots published'
press one End
expect one 'ca-next.crt: next root'
refuse one 'Make the next root'
press one Home
expect one 'None. Clients that trust the root accept it'
pick one 'Give the next root up'
expect one 'refuse the server then'
press one Escape
expect one 'Give the next root up'
files ca-next.crt ca-next.key
pick one 'Give the next root up'
expect one 'refuse the server then'
press one Enter
expect one 'Saved as generation 3'
expect one 'Make the next root'
refuse one 'ca-next'
files
roots 1
accepted "$room/old.pem"

# ------------------------------------------------ there, back, and there again
pick one 'Make the next root'
expect one 'Saved as generation 4'
cp "$cert/ca-next.crt" "$room/new.pem"
accepted "$room/old.pem" "$room/new.pem"
pick one 'Switch to the next root'
expect one 'Saved as generation 5'
expect one 'Go back to the old root'
files ca-old.crt ca-old.key
cmp "$cert/ca-root.crt" "$room/new.pem"
cmp "$cert/ca-old.crt" "$room/old.pem"
accepted "$room/old.pem" "$room/new.pem"
expect one 'ca-old.crt: old root'
press one Home
expect one '√ 3  Switched to the new root'
expect one '4  Old root retired'
pick one 'Go back to the old root'
expect one 'Saved as generation 6'
files ca-next.crt ca-next.key
cmp "$cert/ca-root.crt" "$room/old.pem"
accepted "$room/old.pem" "$room/new.pem"
pick one 'Switch to the next root'
expect one 'Saved as generation 7'

# ------------------------------------------------ retired, and brought back
pick one 'Retire the old root'
expect one 'The old root is deleted'
press one Tab Enter
expect one 'Retire the old root'
files ca-old.crt ca-old.key
pick one 'Retire the old root'
expect one 'The old root is deleted'
press one Enter
expect one 'Saved as generation 8'
expect one 'Make the next root'
files
roots 1
accepted "$room/new.pem"
lost "$room/old.pem"
[ ! -e "$room/seen/served" ] || { echo 'given before it was left'; exit 1; }
press one C-q
expect one 'left with 0'
cmp "$room/seen/served" "$cert/server.cer" # what is in force was handed over
"$PRINTSEAL" -C "$room/dir" history | grep -A 6 'old root retired' > "$room/log"
grep -q 'switch to the next root' "$room/log"
grep -q 'back to the old root' "$room/log"
"$PRINTSEAL" -C "$room/dir" rollback 7 > "$room/log" 2>&1
files ca-old.crt ca-old.key
accepted "$room/old.pem" "$room/new.pem"
cmp "$room/seen/served" "$cert/server.cer"

# ------------------------------------------------ a root in its last hours, which vouches for no other one
begin 'ca_days = 30; server_days = 20;'
faketime -f +1728000 "$PRINTSEAL" -C "$room/dir" cert rollover > "$room/log" 2>&1 # after 20 days
before=$(sha256sum "$cert/server.cer")
start two 40x9 faketime -f +2548800 "$PRINTSEAL" -C "$room/dir" certificates
expect two 'Signed by'
press two C-n
pick two 'Switch to the next root'
expect two 'is in force now would refuse'
press two Tab Enter
expect two 'Switch to the next root'
files ca-next.crt ca-next.key
[ "$(sha256sum "$cert/server.cer")" = "$before" ]
pick two 'Switch to the next root'
expect two 'is in force now would refuse'
press two Enter
expect two 'Saved as generation'
files ca-old.crt ca-old.key
press two C-q
expect two 'left with 0'

# ------------------------------------------------ the root before somebody else's: retired in any mode
begin ''
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$room/root.key" 2> "$room/log"
openssl req -x509 -new -key "$room/root.key" -subj '/CN=Example Root' -days 3000 -out "$room/root.pem" \
    -addext keyUsage=critical,keyCertSign,cRLSign 2> "$room/log"
"$PRINTSEAL" -C "$room/dir" set certificates.mode=intermediate > "$room/log" 2>&1
"$PRINTSEAL" -C "$room/dir" cert csr > "$room/log" 2>&1
openssl x509 -req -in "$cert/ca-myq-new.csr" -CA "$room/root.pem" -CAkey "$room/root.key" -days 2000 -out "$room/answer.pem" \
    -extfile <(printf '%s\n' basicConstraints=critical,CA:TRUE,pathlen:0 keyUsage=critical,keyCertSign,cRLSign \
        subjectKeyIdentifier=hash authorityKeyIdentifier=keyid) 2> "$room/log"
"$PRINTSEAL" -C "$room/dir" cert sign-import "$room/answer.pem" "$room/root.pem" > "$room/log" 2>&1
files ca-old.crt
start three 80x24 "$PRINTSEAL" -C "$room/dir" certificates
expect three 'Request, import, renew'
press three C-n
expect three 'answered by the company'
press three End
expect three 'ca-old.crt: old root'
refuse three 'Go back to the old root'
pick three 'Retire the old root'
expect three 'The old root is deleted'
press three Enter
expect three 'Saved as generation'
files
accepted "$room/root.pem"
press three C-q
expect three 'left with 0'

# ------------------------------------------------ nothing is changed where nothing may be
begin ''
start four 80x24 "$PRINTSEAL" -C "$room/dir" --read-only certificates
expect four 'Request, import, renew'
press four C-n
expect four 'None. Clients that trust the root accept it'
pick four 'Make the next root'
expect four 'Read-only: nothing is changed here'
files
