#!/usr/bin/env bash
# The rules in force in one network namespace, probed from another one: what is declared answers,
# from where it may, and nothing else does.
# shellcheck source=tests/export/lib.sh
. "$(dirname "$0")/lib.sh"
own_namespaces

site print01.corp.example.com
"$PRINTSEAL" set ports.web-https.from=10.9.1.0/24,fd00:1::/64 ports.ipps.enabled=true
"$PRINTSEAL" export nftables > "$room/nftables.conf"
nft -c -f "$room/nftables.conf" 2> "$room/why" || skip "nft does not work here: $(cat "$room/why")"

# Two neighbours: one in the network that may, one that may not.
elsewhere() {
    [ "$(readlink "/proc/$1/ns/net")" != "$(readlink /proc/self/ns/net)" ]
}
for n in 1 2; do
    unshare --net sleep 300 &
    daemons+=($!)
    eval "neighbour$n=$!"
    until_done elsewhere "$!"
    ip link add "here$n" type veth peer name there netns "$!"
    ip addr add "10.9.$n.1/24" dev "here$n"
    ip addr add "fd00:$n::1/64" dev "here$n" nodad
    ip link set "here$n" up
    nsenter -t "$!" -n bash -c "ip addr add 10.9.$n.2/24 dev there && ip addr add fd00:$n::2/64 dev there nodad &&
        ip link set there up"
done
ip link set lo up
run python3 "$tests/net.py" listen 22 631 8080 8090
until_done python3 -c 'import socket; socket.create_connection(("127.0.0.1", 8090), 1)'

from_neighbour() {
    local pid=neighbour$1
    nsenter -t "${!pid}" -n python3 "$tests/net.py" probe "10.9.$1.1:22" "10.9.$1.1:631" "10.9.$1.1:8080" \
        "10.9.$1.1:8090" "[fd00:$1::1]:22" "[fd00:$1::1]:8080" "[fd00:$1::1]:8090" | cut -d' ' -f2 | xargs
}

expect 'without the rules' 'open open open open open open open' "$(from_neighbour 2)"
nft -f "$room/nftables.conf"
expect 'from the declared network' 'open open silent open open silent open' "$(from_neighbour 1)"
expect 'from another network' 'open open silent silent open silent silent' "$(from_neighbour 2)"

# Loaded again it replaces itself, and a port that is no longer declared is closed.
"$PRINTSEAL" set ports.ipps.enabled=false
"$PRINTSEAL" export nftables | nft -f -
expect 'after ipps was closed' 'open silent silent open open silent open' "$(from_neighbour 1)"

# A record of 22/tcp decides about SSH.
"$PRINTSEAL" add ports.ssh port=22 enabled=false purpose=SSH
"$PRINTSEAL" export nftables | nft -f -
expect 'after SSH was closed' 'silent silent silent open silent silent open' "$(from_neighbour 1)"
expect 'SSH is kept on the port this session came in by' 'tcp dport 2222 accept' \
    "$(SSH_CONNECTION='10.0.0.1 50000 10.0.0.2 2222' "$PRINTSEAL" export nftables | grep -o 'tcp dport 2222 .*')"
nft delete table inet printseal
exit $failed
