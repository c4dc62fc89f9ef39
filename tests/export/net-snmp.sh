#!/usr/bin/env bash
# snmpget with nothing but the exported snmp.conf, against a real agent.
# shellcheck source=tests/export/lib.sh
. "$(dirname "$0")/lib.sh"
own_namespaces

site print01.corp.example.com
hosts 127.0.0.1 p1.corp.example.com
"$PRINTSEAL" add snmp.floor2 devices=p1.corp.example.com
"$PRINTSEAL" add snmp.old version=v2c
"$PRINTSEAL" add printers.p2 host=p2.corp.example.com snmp=floor2
export MIBS=
agent() { # user lines from the secrets themselves, as an administrator types them into the device
    mkdir -p "$room/agent"
    printf 'agentAddress udp:127.0.0.1:161\nsysName p1\nrouser ps-poll priv\nrocommunity %s 127.0.0.1\n' \
        "$("$PRINTSEAL" secret show --force snmp.old.community)" > "$room/agent.conf"
    python3 - "$("$PRINTSEAL" get snmp.floor2.auth)" > "$room/agent/snmpd.conf" <<- END
		import subprocess, sys
		show = lambda p: subprocess.run(["$PRINTSEAL", "secret", "show", "--force", p], capture_output=True, text=True).stdout.rstrip("\n")
		quote = lambda s: '"' + s.replace("\\\\", "\\\\\\\\").replace('"', '\\\\"') + '"'
		name = {"sha1": "SHA", "sha256": "SHA-256", "sha512": "SHA-512"}[sys.argv[1]]
		print("createUser ps-poll", name, quote(show("snmp.floor2.auth_password")), "AES", quote(show("snmp.floor2.privacy_password")))
	END
    SNMP_PERSISTENT_DIR=$room/agent run snmpd -f -C -c "$room/agent.conf,$room/agent/snmpd.conf" -Lo -I -smux
    until_done grep -q 'NET-SNMP version' "$room/log"
}
ask() {
    "$PRINTSEAL" export net-snmp --with-secrets --output "$room/out" 2> /dev/null
    SNMPCONFPATH=$room/out/$1 SNMP_PERSISTENT_DIR=$room/client snmpget -r 5 -t 2 -Oqv p1.corp.example.com .1.3.6.1.2.1.1.5.0 2>&1 | grep -v "^Created directory" | tr -d '"'
}

agent
expect 'version 3' p1 "$(ask floor2)"
expect 'version 2c' p1 "$(ask old)"
expect 'for its owner alone' 600 "$(stat -c %a "$room/out/floor2/snmp.conf")"
expect 'a page for each device' 'p1.corp.example.com p2.corp.example.com' \
    "$(sed -n 's/^<h2>\(.*\)<.h2>/\1/p' "$room/out/floor2/devices.html" | xargs)"
"$PRINTSEAL" export net-snmp --output "$room/open" 2> /dev/null
for key in auth_password privacy_password; do
    if grep -rqF "$("$PRINTSEAL" secret show --force "snmp.floor2.$key")" "$room/open"; then
        expect "$key is not asked for" 'not there' there
    fi
done

# Another algorithm, and passwords of every mark that ASCII has.
stop
"$PRINTSEAL" set snmp.floor2.auth=sha512
# shellcheck disable=SC2016 # as they are
printf '%s' 'q"u'\''o\te #;$(id) {x} <]]>' | "$PRINTSEAL" secret set snmp.floor2.auth_password
# shellcheck disable=SC2016
printf '%s' '#`"\\ '\'' another %{y} one' | "$PRINTSEAL" secret set snmp.floor2.privacy_password
: > "$room/log"
agent
expect 'hostile passwords' p1 "$(ask floor2)"
exit $failed
