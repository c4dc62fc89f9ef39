#!/usr/bin/env bash
# How long 300 printers take, each asked over HTTPS and by SNMP, against curl, openssl and snmpget in a
# loop, and with xargs sixteen at a time. One nginx and one snmpd answer at 300 addresses of loopback.
# Ours and xargs in TURNS turns (9), medians; the others, which take longer, once. TABLE=beside: without them.
# Below ours is the bound: what one printer alone and the handshakes of all demand, and how far it is from that.
# With SILENT=N before that N of which nine of ten are silent: no longer than timeout * N / jobs.
#
#   tests/bench/printers.sh [COUNT]        needs a release build, root for a network of its own
#   SILENT=10000 TABLE=silent tests/bench/printers.sh    that alone; SECONDS_EACH, JOBS: its bounds
set -euo pipefail
cd "$(dirname "$0")/../.."
[ "${INSIDE:-}" ] || exec env INSIDE=1 unshare --net --mount --pid --fork --kill-child --mount-proc "$0" "$@"
count=${1:-300}
printseal=${PRINTSEAL:-build/release/printseal}
room=$(mktemp -d)
trap 'kill $(jobs -p) 2> /dev/null; wait; rm -rf "$room"' EXIT
ip link set lo up
export MIBS='' SNMP_PERSISTENT_DIR=$room/snmp LC_ALL=C
mkdir "$room/snmp"

address() { printf '127.162.%d.%d' $((1 + $1 / 250)) $((1 + $1 % 250)); }
addresses=()
for ((i = 0; i < count; i++)); do addresses+=("$(address $i)"); done

# ---------------------------------------------------------------- what answers
openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj '/CN=Root of the bench' -keyout "$room/ca.key" \
    -out "$room/ca.crt" -addext keyUsage=critical,keyCertSign,cRLSign 2> /dev/null
openssl req -new -newkey rsa:2048 -nodes -subj '/CN=printers' -keyout "$room/web.key" -out "$room/web.csr" 2> /dev/null
# A certificate each, with the one name that a printer has; one key is enough.
servers=
for address in "${addresses[@]}"; do
    printf 'extendedKeyUsage = serverAuth\nbasicConstraints = critical, CA:false\nkeyUsage = critical, digitalSignature
authorityKeyIdentifier = keyid\nsubjectKeyIdentifier = hash\nsubjectAltName = IP:%s\n' "$address" > "$room/extensions"
    openssl x509 -req -in "$room/web.csr" -CA "$room/ca.crt" -CAkey "$room/ca.key" -days 90 \
        -extfile "$room/extensions" -out "$room/$address.crt" 2> /dev/null
    servers+="  server { listen $address:443 ssl; ssl_certificate $room/$address.crt; location / { return 200 \"a printer\"; } }
"
done
cat > "$room/nginx.conf" << END
pid $room/pid; error_log $room/error; worker_processes 1; daemon off;
events { worker_connections 1024; }
http { access_log off; client_body_temp_path $room; proxy_temp_path $room; fastcgi_temp_path $room;
  uwsgi_temp_path $room; scgi_temp_path $room; ssl_certificate_key $room/web.key;
$servers}
END
printf 'agentAddress udp:161\nrouser poll authpriv\n' > "$room/agent.conf"
printf 'createUser poll SHA-256 authentication-of-the-bench AES privacy-of-the-bench\n' > "$room/snmp/snmpd.conf"
nginx -p "$room" -e "$room/error" -c "$room/nginx.conf" &
snmpd -f -C -c "$room/agent.conf,$room/snmp/snmpd.conf" -LF 3 "$room/log" -I -smux &

# ---------------------------------------------------------------- who asks
printf authentication-of-the-bench > "$room/auth"
printf privacy-of-the-bench > "$room/privacy"
# configure FOLDER ADDRESS...: the printers of one table
configure() {
    local folder=$1 i=0
    shift
    configure_text "$@" > "$room/answers"
    "$printseal" -C "$folder" init --answers "$room/answers" > /dev/null 2>&1 || true
}
configure_text() {
    printf 'server : { fqdn = "print01.corp.example.com"; };\ntrust : { system_store = false; ca_files = ["%s"]; };\n' "$room/ca.crt"
    printf 'snmp = ( { name = "poll"; user = "poll"; auth_password = "file:%s"; privacy_password = "file:%s"; } );\n' \
        "$room/auth" "$room/privacy"
    printf 'printers = (\n'
    local comma='' address
    for address; do
        printf ' %s{ name = "p%d"; host = "%s"; snmp = "poll"; }\n' "$comma" $((i++)) "$address"
        comma=,
    done
    printf ');\n'
}
configure "$room/configuration" "${addresses[@]}"

login='-v3 -l authPriv -u poll -a SHA-256 -A authentication-of-the-bench -x AES -X privacy-of-the-bench -t 1 -r 1'
cat > "$room/login" << END
curl -sS --cacert $room/ca.crt -o /dev/null https://\$1/
snmpget $login \$1 1.3.6.1.2.1.1.1.0
END
# what printseal asks besides: communities that must stay silent, weaker levels, plain HTTP, old TLS,
# ciphers without forward secrecy
cat > "$room/all" << END
. $room/login
snmpget -v3 -l authNoPriv -u poll -a SHA-256 -A authentication-of-the-bench -t 1 -r 1 \$1 1.3.6.1.2.1.1.1.0
snmpget -v3 -l noAuthNoPriv -u poll -t 1 -r 1 \$1 1.3.6.1.2.1.1.1.0
for version in 1 2c; do for community in public private; do
    snmpget -v\$version -c \$community -t 0.3 -r 0 \$1 1.3.6.1.2.1.1.1.0; done; done
curl -sS -o /dev/null --connect-timeout 1.5 http://\$1/
for old in "-tls1_1" "-tls1_2 -cipher kRSA"; do
    openssl s_client -connect \$1:443 \$old < /dev/null; done
END
printf '%s\n' "${addresses[@]}" > "$room/addresses"
cat > "$room/loop" << END
while read -r address; do sh "\$1" "\$address"; done < $room/addresses
END

for _ in $(seq 100); do
    curl -s --cacert "$room/ca.crt" -o /dev/null "https://${addresses[0]}/" && break
    sleep 0.1
done
"$printseal" -C "$room/configuration" probe printers.p0 || { cat "$room/log" "$room/error"; exit 1; }

peak() { python3 tests/bench/peak.py "$@"; }

# ---------------------------------------------------------------- nine of ten are silent
# Behind one end of a pair of interfaces, whose other end throws away what comes.
if [ "${SILENT:-}" ]; then
    each=${SECONDS_EACH:-2} jobs=${JOBS:-32}
    ip link add silent0 type veth peer name silent1
    ip link set silent0 up arp off && ip link set silent1 up
    ip address add 10.255.0.1/32 dev silent0 && ip route add 10.0.0.0/9 dev silent0
    mixed=()
    for ((i = 0; i < SILENT; i++)); do
        mixed+=("$([ $((i % 10)) -eq 0 ] && echo "${addresses[$((i / 10 % count))]}" ||
            printf '10.1.%d.%d' $((i / 250)) $((1 + i % 250)))")
    done
    configure "$room/mixed" "${mixed[@]}"
    printf '%d printers, nine of ten silent; at most %d s\n' "$SILENT" $((each * SILENT / jobs))
    peak "printseal probe --timeout $each --jobs $jobs" "$printseal" -C "$room/mixed" probe --timeout "$each" \
        --jobs "$jobs" printers
fi
[ "${TABLE:-all}" != silent ] || exit 0

# ---------------------------------------------------------------- all answer
printf '%d printers%-33s %9s %9s %11s %11s\n' "$count" '' wall processor 'all memory' largest
"$printseal" -C "$room/configuration" probe --format json printers.p0 > "$room/alone"
ours=("$printseal" -C "$room/configuration" probe printers)
peak --turns "${TURNS:-9}" 'printseal probe' "${ours[@]}" -- \
    'logins alone: curl, snmpget, xargs -P16' xargs -a "$room/addresses" -P16 -n1 sh "$room/login"
python3 tests/bench/bound.py "${TURNS:-9}" "$room/alone" "$room/addresses" "$room/ca.crt" "${ours[@]}"
[ "${TABLE:-all}" != beside ] || exit 0
peak 'all the same questions, xargs -P16' xargs -P16 -n1 sh "$room/all" < "$room/addresses"
peak 'logins alone: curl, snmpget in a loop' sh "$room/loop" "$room/login"
[ "${SLOW:-}" ] && peak 'all the same questions in a loop' sh "$room/loop" "$room/all"
exit 0
