#!/usr/bin/env bash
# How long it takes to look through a network of 1022 addresses (a /22) of which 40 are devices: eight snmpd with
# five addresses each, an nginx at ten of them. The others swallow what comes, as machines do that are not there.
# At most 20 s. The bound is what the rate demands: six packets an address, twice.
#
#   tests/bench/discover.sh [RATE]        needs a release build, root for a network of its own
set -euo pipefail
cd "$(dirname "$0")/../.."
[ "${INSIDE:-}" ] || exec env INSIDE=1 unshare --net --mount --pid --fork --kill-child --mount-proc "$0" "$@"
rate=${1:-1000}
printseal=${PRINTSEAL:-build/release/printseal}
room=$(mktemp -d)
trap 'kill $(jobs -p) 2> /dev/null; wait; rm -rf "$room"' EXIT
export MIBS='' LC_ALL=C

ip link set lo up
ip link add quiet0 type veth peer name quiet1
ip link set quiet0 arp off up && ip link set quiet1 arp off up
ip address add 10.66.255.1/32 dev quiet0 && ip route add 10.66.0.0/16 dev quiet0
address() { printf '10.66.%d.%d' $(($1 % 4)) $((10 + $1 * 5)); }
for ((i = 0; i < 40; i++)); do ip address add "$(address "$i")/32" dev lo; done

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 90 -subj '/CN=device' -keyout "$room/key" \
    -out "$room/cert" 2> /dev/null
listen=$(for ((i = 0; i < 10; i++)); do printf 'listen %s:443 ssl; ' "$(address "$i")"; done)
cat > "$room/nginx.conf" << END
pid $room/pid; error_log $room/error; worker_processes 1; daemon off;
events { worker_connections 1024; }
http { access_log off; client_body_temp_path $room; proxy_temp_path $room; fastcgi_temp_path $room;
  uwsgi_temp_path $room; scgi_temp_path $room;
  server { $listen ssl_certificate $room/cert; ssl_certificate_key $room/key; } }
END
nginx -p "$room" -e "$room/error" -c "$room/nginx.conf" &
for ((n = 0; n < 8; n++)); do
    mkdir "$room/$n"
    printf 'agentAddress %s\nexactEngineID 0x8000054304%08x\nrouser nobody\n' \
        "$(for ((i = n * 5; i < n * 5 + 5; i++)); do printf "udp:%s:161\n" "$(address "$i")"; done | paste -sd,)" \
        "$n" > "$room/$n/agent.conf"
    SNMP_PERSISTENT_DIR=$room/$n snmpd -f -C -c "$room/$n/agent.conf" -LF 6 "$room/$n/log" -I -smux &
done
for ((n = 0; n < 8; n++)); do until grep -q 'NET-SNMP version' "$room/$n/log" 2> /dev/null; do sleep 0.1; done; done

printf 'a /22, 40 devices, %s packets a second; the rate alone demands %s s\n' "$rate" $((1022 * 12 / rate))
printf '%-33s %9s %9s %11s %11s\n' '' wall processor 'all memory' largest
python3 tests/bench/peak.py "printseal discover" "$printseal" discover --network 10.66.0.0/22 --rate "$rate" \
    --format json
"$printseal" discover --network 10.66.0.0/22 --rate "$rate" | tail -n 2
