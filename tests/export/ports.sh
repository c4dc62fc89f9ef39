#!/usr/bin/env bash
# Random configurations of grade A: nftables, ufw, windows-firewall, checklist and report name exactly the
# ports that the services need, and the rules in force let exactly them through, probed from two networks.
# shellcheck source=tests/export/lib.sh
. "$(dirname "$0")/lib.sh"
own_namespaces

python3 "$tests/ports.py" "$PRINTSEAL" "$room" "${SEED:-1}" "${COUNT:-8}" || failed=1
nft -c -f "$room/nftables.conf" 2> "$room/why" || skip "nft does not work here: $(cat "$room/why")"
meet_neighbours
all=(21 25 443 465 515 631 2525 4433 5443 7443 8080 8090 8093 8443 9443 10443 22443)
run python3 "$tests/net.py" listen "${all[@]}"
until_done python3 -c 'import socket; socket.create_connection(("127.0.0.1", 22443), 1)'
read -ra needed < "$room/all" || true
limited=" $(cat "$room/limited") "
wanted() { # neighbour: what it should find, IPv4
    local port found=()
    for port in "${all[@]}"; do
        case " ${needed[*]} " in
            *" $port "*) [[ $1 = 2 && $limited = *" $port "* ]] && found+=(silent) || found+=(open) ;;
            *) found+=(silent) ;;
        esac
    done
    echo "${found[*]}"
}
nft -f "$room/nftables.conf"
for n in 1 2; do
    expect "from network $n: ${all[*]}" "$(wanted $n)" "$(neighbour $n "${all[@]}" | cut -d' ' -f1-${#all[@]})"
done
exit $failed
