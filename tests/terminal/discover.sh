#!/usr/bin/env bash
# It knows before it asks: a first set-up by hand at a site whose domain publishes directory and mail, with a real
# name server. Counts the keys that are no text of an answer; the only host name typed is the server's own.
if [ -z "${DISCOVER_INSIDE:-}" ]; then
    DISCOVER_INSIDE=1 exec unshare --net --mount --uts "$BASH" "$0" "$@"
fi
. "$(dirname "$0")/lib.sh"

ip link set lo up
hostname debian
domain=corp.example.com
end_server() {
    [ ! -s "$room/dns.pid" ] || kill "$(cat "$room/dns.pid")"
    [ -z "${site:-}" ] || kill "$site"
    clean_up
}
trap end_server EXIT
echo 'nameserver 127.0.0.1' > "$room/resolv.conf"
mount --bind "$room/resolv.conf" /etc/resolv.conf
serve() {
    dnsmasq --conf-file=/dev/null --no-resolv --no-hosts --listen-address=127.0.0.1 --bind-interfaces --user=root \
        --pid-file="$room/dns.pid" --local-ttl=77 --local="/$domain/" "$@"
}
ec=(-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes)
openssl req -x509 "${ec[@]}" -days 900 -subj '/CN=Example Root' -keyout "$room/ca.key" -out "$room/ca.pem" \
    2> "$room/openssl"
openssl req "${ec[@]}" -subj "/CN=dc1.$domain" -keyout "$room/site.key" -out "$room/site.csr" 2> "$room/openssl"
printf 'subjectAltName=DNS:dc1.%s,DNS:dc2.%s,DNS:mail.%s\nextendedKeyUsage=serverAuth\n' "$domain" "$domain" \
    "$domain" > "$room/ext"
openssl x509 -req -in "$room/site.csr" -CA "$room/ca.pem" -CAkey "$room/ca.key" -days 300 -extfile "$room/ext" \
    -CAcreateserial -out "$room/site.pem" 2> "$room/openssl"
cat "$room/ca.pem" >> "$room/site.pem"
python3 tests/terminal/site.py "$room" &
site=$!
await 'the site' test -e "$room/ready"
serve "--host-record=dc1.$domain,127.0.9.1" "--host-record=dc2.$domain,127.0.9.2" \
    "--host-record=mail.$domain,127.0.9.3" "--srv-host=_ldap._tcp.dc._msdcs.$domain,dc1.$domain,389,0,100" \
    "--srv-host=_ldap._tcp.dc._msdcs.$domain,dc2.$domain,389,0,50" \
    "--srv-host=_submissions._tcp.$domain,mail.$domain,465" "--srv-host=_imaps._tcp.$domain,mail.$domain,993"

control=0
go() { press first "$@"; control=$((control + $#)); } # keys that only move or choose
say() { type_text first "$1"; }
step() { expect first "Step $1 of 15"; }

start first 80x30 "$PRINTSEAL" -C "$room/dir"
expect first 'How do you want to go on?'
go Enter; step 1
say "print01.$domain"; go Enter
go Enter; expect first 'Ask now'
refuse first 'dc1'
go Enter; expect first 'Found for corp.example.com'
expect first '8 of 10 marked'
refuse first '[x] Incoming mail'
go Tab Tab Tab Space; expect first '10 of 10 marked' # fetching mail is decided, not found
go Enter; step 2
go Enter; step 3
go Home Right End Enter; step 4 # our company's CA
go Enter; step 5
go Enter; step 6
go Enter; step 7
expect first 'mail.corp.example.com'
say printer@corp.example.com; go Enter; say 'correct-Horse7staple'; go Enter
go Enter; step 8
go Enter; step 9
say print@corp.example.com; go Enter; say 'another-Horse8battery'; go Enter
go Enter; step 10
go Enter; step 11
expect first 'Directory (LDAP) > dc1'
say 'CORP\myq'; go Enter; say 'third-Horse9-of-them-all'; go Enter
go Enter; expect first 'Directory (LDAP) > dc2'
say 'CORP\myq'; go Enter; say 'third-Horse9-of-them-all'; go Enter
go Enter; step 12
go Enter; step 13
go Enter; step 14
go Enter; step 15
go Enter; expect first 'Pending: a CA has to sign'
go Enter; expect first 'Recovery code'
go Enter; expect first 'Type the last four characters'
say "$(screen first | grep -oE '[0-9A-Z]{4}(-[0-9A-Z]{4})+' | tail -c 5)"
go Enter; expect first 'What is left to do'
echo "control keys: $control"
[ "$control" -le 40 ]
"$PRINTSEAL" -C "$room/dir" list > "$room/list"
for line in 'ldap.dc1.host = dc1' 'ldap.dc2.base_dn = DC=corp,DC=example,DC=com' 'ldap.dc2.bind_dn = CORP' \
    'smtp.host = mail' 'smtp.port = 465' 'inbox.host = mail' 'inbox.security = tls'; do
    grep -F -- "$line" "$room/list" > "$room/line" || { echo "missing: $line"; exit 1; }
done

# Line by line the same: nothing is sent before a yes, numbers turn what is taken.
printf '%s\n' "print01.$domain" '>' yes '4, 5,6' '' . | "$PRINTSEAL" -C "$room/plain" --plain > "$room/said" || [ "$?" = 4 ]
for line in '  SRV  _ldap._tcp.dc._msdcs.corp.example.com: domain controllers of Active Directory' \
    '1 take: Directory (LDAP) > dc1: Host = dc1.corp.example.com' 'TTL 77 s' \
    '4 leave: Directory (LDAP) > dc2: Host = dc2.corp.example.com' '5 settings taken.'; do
    grep -F -- "$line" "$room/said" > "$room/line" || { echo "missing: $line"; cat "$room/said"; exit 1; }
done

# Later, from the overview: all is set; then nobody answers, which is another sentence.
press first Escape; press first d
expect first 'Ask now'
press first Enter
expect first 'all that was found for corp.example.com is set already'
kill "$(cat "$room/dns.pid")"
: > "$room/dns.pid"
press first Enter
expect first 'No name server answered'

# Esc stops it while nobody answers: nothing is taken.
ip link add quiet0 type veth peer name quiet1
ip link set quiet0 arp off up
ip link set quiet1 arp off up
ip address add 10.9.0.1/24 dev quiet0
echo 'nameserver 10.9.0.53' > "$room/resolv.conf"
press first Enter
expect first 'Esc stops'
press first Escape
expect first 'Stopped. Nothing was taken.'
press first Escape
expect first 'Not saved'
press first q
expect first 'left with 0'
