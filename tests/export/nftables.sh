#!/usr/bin/env bash
# The rules in force in one network namespace, probed from another one: what is declared answers,
# from where it may, and nothing else does.
# shellcheck source=tests/export/lib.sh
. "$(dirname "$0")/lib.sh"
own_namespaces

site print01.corp.example.com
"$PRINTSEAL" add ports.web port=8090 enabled=true from=10.9.1.0/24,fd00:1::/64
"$PRINTSEAL" set ports.ipps.enabled=true
"$PRINTSEAL" export nftables > "$room/nftables.conf"
nft -c -f "$room/nftables.conf" 2> "$room/why" || skip "nft does not work here: $(cat "$room/why")"

meet_neighbours
run python3 "$tests/net.py" listen 22 631 8080 8090
until_done python3 -c 'import socket; socket.create_connection(("127.0.0.1", 8090), 1)'

expect 'without the rules' 'open open open open open open open open' "$(neighbour 2 22 631 8080 8090)"
nft -f "$room/nftables.conf"
expect 'from the declared network' 'open open silent open open open silent open' "$(neighbour 1 22 631 8080 8090)"
expect 'from another network' 'open open silent silent open open silent silent' "$(neighbour 2 22 631 8080 8090)"

# Loaded again it replaces itself, and a port that is no longer declared is closed.
"$PRINTSEAL" set ports.ipps.enabled=false
"$PRINTSEAL" export nftables | nft -f -
expect 'after ipps was closed' 'open silent silent open' "$(neighbour 1 22 631 8080 8090 | cut -d' ' -f1-4)"

# A record of 22/tcp decides about SSH.
"$PRINTSEAL" add ports.ssh port=22 enabled=false purpose=SSH
"$PRINTSEAL" export nftables | nft -f -
expect 'after SSH was closed' 'silent open silent open' "$(neighbour 1 22 8090)"
expect 'SSH is kept on the port this session came in by' 'tcp dport 2222 accept' \
    "$(SSH_CONNECTION='10.0.0.1 50000 10.0.0.2 2222' "$PRINTSEAL" export nftables | grep -o 'tcp dport 2222 .*')"
nft delete table inet printseal
exit $failed
