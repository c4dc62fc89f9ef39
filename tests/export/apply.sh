#!/usr/bin/env bash
# printseal apply, with real programs and copies of this machine's folders that only this test sees: what
# is confirmed stays; what is wrong, does not answer or is not confirmed undoes itself, also when the
# line drops or the program is killed.
# shellcheck source=tests/export/lib.sh
. "$(dirname "$0")/lib.sh"
own_namespaces

site print01.corp.example.com
hosts 127.0.0.1 print01.corp.example.com
cp -a /etc "$room/etc2"
mkdir "$room"/{run,backups,ca}
cp "$room/hosts" "$room/etc2/hosts"
umount /etc/hosts
mount --bind "$room/etc2" /etc
mount --bind "$room/run" /run
mount --bind "$room/backups" /var/backups
mount --bind "$room/ca" /usr/local/share/ca-certificates
chmod 755 "$room"

apply() { # arguments, then what is expected: exit status
    local status=0
    "$PRINTSEAL" apply "${@:2}" > "$room/said" 2>&1 < /dev/null || status=$?
    expect "apply ${*:2}" "$1" "$status"
    [ "$1" = "$status" ] || cat "$room/said"
}
answered() { # answer, arguments
    python3 "$tests/apply_terminal.py" "$1" "$PRINTSEAL" apply "${@:2}"
}
rules() {
    nft list table inet printseal 2> /dev/null | grep -o 'tcp dport [0-9]*' | sort -u | xargs
}

rules_are() {
    [ "$(rules)" = "$1" ]
}

# nftables
nft list ruleset > /dev/null 2> "$room/why" || skip "nft does not work here: $(cat "$room/why")"
cp /etc/nftables.conf "$room/before"
apply 2 nftables
expect_line 'without a terminal' 'printseal: apply: no terminal to confirm on; --confirm applies without asking' < "$room/said"
apply 0 nftables --dry-run
expect_line 'the difference' '+		tcp dport 8090 accept' < "$room/said"
expect 'a dry run changes nothing' '' "$(rules)$(find /etc -name nftables.d)$(cmp "$room/before" /etc/nftables.conf)"
expect 'not confirmed' 1 "$(answered no nftables)"
expect 'it is undone' '' "$(rules)$(find /etc/nftables.d -type f)$(cmp "$room/before" /etc/nftables.conf)"
expect 'confirmed' 0 "$(answered yes nftables)"
expect 'it is in force' 'tcp dport 22 tcp dport 8090' "$(rules)"
expect 'at the next start, too' 'include "/etc/nftables.d/printseal.nft"' "$(tail -n 1 /etc/nftables.conf)"
expect 'nothing lies about' '' "$(find /etc -name '*.printseal-new' -o -name '*.new' -newer "$room/before")"
expect 'the backup is for root alone' '700 600' \
    "$(stat -c %a /var/backups/printseal/nftables-* | sort -u) $(stat -c %a /var/backups/printseal/nftables-*/* | sort -u)"
apply 0 nftables --confirm
expect 'again' 'printseal: note: the firewall: nothing differs' "$(cat "$room/said")"

"$PRINTSEAL" set ports.ipps.enabled=true
for how in hangup kill; do
    answered "$how" nftables > "$room/said"
    until_done rules_are 'tcp dport 22 tcp dport 8090'
    expect "the file, too, after $how" 0 "$(grep -c 631 /etc/nftables.d/printseal.nft)"
done
mkdir -p "$room/templates/nftables"
sed 's/policy drop/policy droop/' assets/templates/nftables/nftables.conf.in > "$room/templates/nftables/nftables.conf.in"
apply 3 nftables --confirm --templates "$room/templates"
expect 'a wrong file is not put in force' 'tcp dport 22 tcp dport 8090 0' "$(rules) $(grep -c droop /etc/nftables.d/printseal.nft)"
apply 0 nftables --confirm
expect 'automation' 'tcp dport 22 tcp dport 631 tcp dport 8090' "$(rules)"

# Killed between two files, which no guard is there for yet: it is found, and the next one begins with the old state.
"$PRINTSEAL" set ports.ipps.enabled=false
status=0
build/debug/tests/strike "$room/log" -0,renameat,2,kill "$PRINTSEAL" apply nftables --confirm > "$room/said" 2>&1 || status=$?
if [ "$status" -ne 77 ]; then # tracing is allowed here
    expect 'one file is new, and nothing was loaded' '0 tcp dport 22 tcp dport 631 tcp dport 8090' \
        "$(grep -c 631 /etc/nftables.d/printseal.nft) $(rules)"
    expect 'found' 1 "$("$PRINTSEAL" check | grep -c apply-cut-off)"
    apply 0 nftables --dry-run
    expect_line 'told' 'printseal: note: apply nftables was cut off before; the next one puts the old files back first' < "$room/said"
fi
apply 0 nftables --confirm
[ "$status" -eq 77 ] || expect_line 'put right' 'printseal: note: apply nftables was cut off before; the old files are back' < "$room/said"
expect 'and in force' 'tcp dport 22 tcp dport 8090' "$(rules)"
expect 'found no more' 0 "$("$PRINTSEAL" check | grep -c apply-cut-off)"

# nginx, and a port that somebody else has
rm -f /etc/nginx/sites-enabled/* /etc/nginx/modules-enabled/*
sed -i "s|/var/log/nginx|$room|; s|^user .*|user root;|" /etc/nginx/nginx.conf
run nginx -g 'daemon off;'
until_done test -s /run/nginx.pid
code() {
    curl -s -o /dev/null -w '%{http_code}' --max-time 5 --cacert "$room/etc/current/cert/ca-root.crt" \
        "https://print01.corp.example.com:$1/" || true
}
apply 2 nginx --confirm
expect_line 'a front that knows no print server' "printseal: apply nginx: --upstream HOST:PORT is missing: without the print server's address it would answer every request with an error" < "$room/said"
expect 'and nothing of it is there' no "$([ -e /etc/nginx/printseal ] && echo yes || echo no)"
apply 1 nginx --confirm --upstream 127.0.0.1:9
expect_line 'a front that cannot reach the print server is undone' "printseal: port 8090 of this machine answers 502 instead of the print server's page: is --upstream right, and does the print server show a certificate for print01.corp.example.com?; the old state is back" < "$room/said"
expect 'and nothing of it is there' no "$([ -e /etc/nginx/conf.d/printseal.conf ] && echo yes || echo no)"
run python3 -c 'import socket
with socket.create_server(("127.0.0.1", 4431)) as listener:
    while True:
        listener.accept()[0].close()'
run openssl s_server -accept 127.0.0.1:4434 -cert "$room/etc/current/cert/server.cer" \
    -key "$room/etc/current/cert/server.key" -cert_chain "$room/etc/current/cert/ca-myq.crt" -www
for port in 4431 4434; do
    until_done python3 -c "import socket; socket.create_connection(('127.0.0.1', $port), 1)"
done
apply 1 nginx --confirm --upstream 127.0.0.1:4431
expect 'one that speaks no TLS: undone' 1 "$(grep -c 'answers 502 instead' "$room/said")"
apply 0 nginx --confirm --upstream 127.0.0.1:4434
expect 'the front answers' 200 "$(code 8090)"
expect 'its key is for root alone' 600 "$(stat -c %a /etc/nginx/printseal/server.key)"
expect 'no key is shown' 0 "$(grep -c 'BEGIN.*KEY' "$room/said")"
"$PRINTSEAL" set tls.https_port=8070
mkdir -p "$room/templates/nginx"
sed 's/listen {{tls.https_port}}/listen 8071/; s/listen \[::\].*ssl;//' assets/templates/nginx/printseal.conf.in \
    > "$room/templates/nginx/printseal.conf.in"
apply 1 nginx --confirm --upstream 127.0.0.1:4434 --templates "$room/templates"
expect 'nothing answers where it should: undone' 200 "$(until_done python3 -c 'import socket
socket.create_connection(("127.0.0.1", 8090), 1)'; code 8090)"
openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=evil -keyout "$room/evil.key" -out "$room/evil.crt" 2> /dev/null
sed "s|printseal/fullchain.pem|$room/evil.crt|; s|printseal/server.key|$room/evil.key|" \
    assets/templates/nginx/printseal.conf.in > "$room/templates/nginx/printseal.conf.in"
apply 1 nginx --confirm --upstream 127.0.0.1:4434 --templates "$room/templates"
expect 'another certificate: undone' \
    "printseal: port 8070 of this machine does not show the certificate of print01.corp.example.com: verify error:num=18:self-signed certificate; the old state is back" \
    "$(tail -n 1 "$room/said")"
expect 'the old front is back' 200 "$(until_done python3 -c 'import socket
socket.create_connection(("127.0.0.1", 8090), 1)'; code 8090)"
sed 's/proxy_ssl_verify on/proxy_ssl_verfy on/' assets/templates/nginx/printseal.conf.in > "$room/templates/nginx/printseal.conf.in"
apply 3 nginx --confirm --upstream 127.0.0.1:4434 --templates "$room/templates"
expect 'nginx -t' 1 "$(grep -c 'unknown directive "proxy_ssl_verfy"' "$room/said")"
expect 'the old front is still there' 200 "$(code 8090)"

# A renewed certificate is served without anybody doing anything; what fails is told until it works.
served() {
    openssl s_client -connect 127.0.0.1:8070 -servername print01.corp.example.com < /dev/null 2> /dev/null |
        openssl x509 -noout -fingerprint -sha256
}
is_served() {
    [ "$(served)" = "$(openssl x509 -in "$room/etc/current/cert/server.cer" -noout -fingerprint -sha256)" ]
}
"$PRINTSEAL" set 'certificates.deploy=nginx 127.0.0.1:4434, linux-trust' 2> "$room/said"
until_done is_served
expect_line 'deployed as soon as it is named' 'printseal: note: certificate: deployed (nginx 127.0.0.1:4434, linux-trust)' < "$room/said"
"$PRINTSEAL" cert renew --force --new-key > "$room/said" 2>&1
until_done is_served
expect 'nothing is left to say' 0 "$("$PRINTSEAL" check | grep -c cert-not-deployed)"
kill -STOP "$(cat /run/nginx.pid)"
mv /etc/nginx/nginx.conf "$room/nginx.conf"
expect 'it cannot be put in force' 3 "$("$PRINTSEAL" cert renew --force > "$room/said" 2>&1; echo $?)"
expect 'that is said' 1 "$(grep -c 'its certificate is not served yet' "$room/said")"
expect 'and found' 1 "$("$PRINTSEAL" check | grep -c cert-not-deployed)"
mv "$room/nginx.conf" /etc/nginx/nginx.conf
kill -CONT "$(cat /run/nginx.pid)"
expect 'the next night it is' 0 "$("$PRINTSEAL" cert renew > "$room/said" 2>&1; echo $?)"
until_done is_served
expect 'nothing is found any more' 0 "$("$PRINTSEAL" check | grep -c cert-not-deployed)"
"$PRINTSEAL" set certificates.deploy=

# linux-trust
apply 0 linux-trust --confirm
expect 'trusted' OK "$(openssl verify -CApath /etc/ssl/certs -untrusted "$room/etc/current/cert/ca-myq.crt" \
    "$room/etc/current/cert/server.cer" 2>&1 | grep -o 'OK$')"

# ufw, whose own files change as well
cp -a /lib/ufw "$room/lib-ufw"
mount --bind "$room/lib-ufw" /lib/ufw
sed -i 's/^IPT_SYSCTL=.*/IPT_SYSCTL=/; s/^IPT_MODULES=.*/IPT_MODULES=/' /etc/default/ufw
expect 'ufw, not confirmed' 1 "$(answered no ufw)"
expect 'ufw is off as before' 'Status: inactive 0' "$(ufw status) $(grep -c 'dport 8070' /etc/ufw/user.rules)"

# A power cut, while ufw has written its files and nobody has confirmed them.
cut_off() { [ "$("$PRINTSEAL" check | grep -c apply-cut-off)" = 1 ]; }
mkdir "$room/ufw-before"
cp /etc/ufw/{user.rules,user6.rules,ufw.conf} "$room/ufw-before"
python3 "$tests/apply_terminal.py" kill unshare --pid --fork --kill-child "$PRINTSEAL" apply ufw > "$room/said"
until_done cut_off
expect 'ufw is on, and has new rules' 'ENABLED=yes 1' \
    "$(grep ^ENABLED /etc/ufw/ufw.conf) $(cmp -s /etc/ufw/user.rules "$room/ufw-before/user.rules" || echo 1)"
expect 'the next one, not confirmed' 1 "$(answered no ufw)"
expect 'all is as before the first' 'Status: inactive' "$(ufw status)$(for f in "$room"/ufw-before/*; do cmp "$f" "/etc/ufw/${f##*/}"; done 2>&1)"

# cups, whose TLS is looked at as well
cp -a /etc/cups "$room/cups-before"
printf 'ServerKeychain ssl\nCreateSelfSignedCerts no\nSystemGroup root\n' > /etc/cups/cups-files.conf
mkdir -p /run/cups "$room"/{spool/tmp,cache,logs}
printf '%s\n' "RequestRoot $room/spool" "TempDir $room/spool/tmp" "CacheDir $room/cache" "StateDir /run/cups" \
    "AccessLog $room/logs/a" "ErrorLog $room/logs/e" "PageLog $room/logs/p" >> /etc/cups/cups-files.conf
printf 'Listen 127.0.0.1:6310\n' > /etc/cups/cupsd.conf
run cupsd -f
until_done test -s /run/cups/cupsd.pid
"$PRINTSEAL" set ports.ipps.port=6311
apply 0 cups --confirm
expect 'cupsd over TLS' '127.0.0.1:6310 refused 127.0.0.1:6311 open' "$(python3 "$tests/net.py" probe 127.0.0.1:6310 127.0.0.1:6311 | xargs)"

# Another root: files alone, with the modes of a system, also by a relative path; links on the way stay
# inside.
mkdir -p "$room/scratch" "$room/outside/cups"
echo outside > "$room/outside/cups/cupsd.conf"
ln -s "$room/outside" "$room/scratch/etc"
here=$PWD
cd "$room"
apply 3 cups --root scratch
expect_line 'a link out of the root' 'printseal: scratch/etc/cups: cannot be made: File exists' < "$room/said"
expect 'nothing outside of the root' "outside cupsd.conf" "$(cat "$room/outside/cups/cupsd.conf") $(ls "$room/outside/cups")"
rm "$room/scratch/etc"
rm -rf "$room/scratch"
mkdir -p "$room/scratch/real"
ln -s /real "$room/scratch/etc"
apply 0 cups --root scratch
expect 'below a root' 'cupsd.conf print01.corp.example.com.crt print01.corp.example.com.key' \
    "$(find "$room/scratch/real" -type f -printf '%f\n' | sort | xargs)"
echo old > "$room/scratch/real/cups/cupsd.conf"
umask 077
apply 0 cups --root new/scratch
apply 0 cups --root scratch
cd "$here"
expect 'modes of folders' '755 755 700 755 755' "$(stat -c %a "$room/scratch"/var{,/backups,/backups/printseal} "$room/scratch/real/cups" \
    "$room/new/scratch" | xargs)"
expect 'the old file is kept' old "$(cat "$room"/scratch/var/backups/printseal/cups-*/etc%cups%cupsd.conf | grep -x old)"
apply 2 traefik --root "$room/scratch"
exit $failed
