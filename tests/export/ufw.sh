#!/usr/bin/env bash
# The exported script with ufw itself, whose files are copies that only this test sees: first a dry run
# that changes nothing, then for real, probed from two neighbours; run again it replaces its own rules.
# shellcheck source=tests/export/lib.sh
. "$(dirname "$0")/lib.sh"
own_namespaces

site print01.corp.example.com
"$PRINTSEAL" add ports.web port=8090 enabled=true from=10.9.1.0/24,fd00:1::/64
"$PRINTSEAL" set ports.ipps.enabled=true
"$PRINTSEAL" export ufw > "$room/ufw.sh"
iptables -S > /dev/null 2> "$room/why" || skip "iptables does not work here: $(cat "$room/why")"

cp -r /etc/ufw "$room/etc-ufw"
cp -r /etc/default "$room/etc-default"
sed -i 's/^IPT_SYSCTL=.*/IPT_SYSCTL=/; s/^IPT_MODULES=.*/IPT_MODULES=/' "$room/etc-default/ufw"
cp -r /lib/ufw "$room/lib-ufw"
mkdir "$room/run"
mount --bind "$room/etc-ufw" /etc/ufw
mount --bind "$room/etc-default" /etc/default
mount --bind "$room/lib-ufw" /lib/ufw
mount --bind "$room/run" /run

meet_neighbours
run python3 "$tests/net.py" listen 22 631 8080 8090
until_done python3 -c 'import socket; socket.create_connection(("127.0.0.1", 8090), 1)'

sh "$room/ufw.sh" > "$room/said" 2>&1
expect 'a dry run' 'Status: inactive' "$(ufw status)"
sh "$room/ufw.sh" --apply > "$room/said" 2>&1 || cat "$room/said"
expect 'from the declared network' 'open open silent open open open silent open' "$(neighbour 1 22 631 8080 8090)"
expect 'from another network' 'open open silent silent open open silent silent' "$(neighbour 2 22 631 8080 8090)"

ufw allow 8080/tcp > /dev/null # somebody's own
"$PRINTSEAL" set ports.ipps.enabled=false
"$PRINTSEAL" export ufw > "$room/ufw.sh"
sh "$room/ufw.sh" --apply > "$room/said" 2>&1 || cat "$room/said"
expect 'ipps is closed, what is not ours stays' 'open silent open open' "$(neighbour 1 22 631 8080 8090 | cut -d' ' -f1-4)"
expect 'the script is clean' '' "$(shellcheck -e SC2086 "$room/ufw.sh" 2>&1)"
ufw --force disable > /dev/null
exit $failed
