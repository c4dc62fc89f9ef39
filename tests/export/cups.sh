#!/usr/bin/env bash
# cupsd with the exported configuration: cupsd -t takes it, ipptool prints to it over TLS with our
# certificate, and nothing answers unencrypted or below TLS 1.2.
# shellcheck source=tests/export/lib.sh
. "$(dirname "$0")/lib.sh"
own_namespaces

site print01.corp.example.com ports.ipps.enabled=true
hosts 10.9.0.1 print01.corp.example.com # cupsd takes no name but localhost from loopback
ip addr add 10.9.0.1/24 dev lo
"$PRINTSEAL" export cups --with-secrets --output "$room/cups" 2> /dev/null
chmod 755 "$room" "$room/cups"
mkdir -p "$room"/{spool/tmp,cache,state,logs,run}
chmod 1777 "$room/spool/tmp"
cat > "$room/cups/cups-files.conf" <<- END
	ServerRoot $room/cups
	ServerKeychain ssl
	CreateSelfSignedCerts no
	RequestRoot $room/spool
	TempDir $room/spool/tmp
	CacheDir $room/cache
	StateDir $room/state
	AccessLog $room/logs/access
	ErrorLog $room/logs/errors
	PageLog $room/logs/pages
	SystemGroup root
	FileDevice Yes
END
mount --bind "$room/run" /run # its socket is not this machine's
mkdir /run/cups
serve() {
    "$PRINTSEAL" export cups --with-secrets --output "$room/cups" 2> /dev/null
    expect 'cupsd -t' "\"$room/cups/cupsd.conf\" is OK." \
        "$(cupsd -t -c "$room/cups/cupsd.conf" -s "$room/cups/cups-files.conf" 2>&1 | grep 'cupsd\.conf')"
    run cupsd -f -c "$room/cups/cupsd.conf" -s "$room/cups/cups-files.conf"
    until_done python3 -c 'import socket; socket.create_connection(("127.0.0.1", 631), 1)'
}
serve

# ipptool with our root as the only one it trusts; its own names for the checks are in client.conf(5)
mkdir -p "$room/client/ssl" "$room/client/.cups/ssl"
export HOME=$room/client CUPS_SERVERROOT=$room/client
cp "$room/etc/current/cert/ca-root.crt" "$room/client/site.crt"
cat > "$room/ask.test" <<- END
	{
	    NAME "Get printers"
	    OPERATION CUPS-Get-Printers
	    GROUP operation-attributes-tag
	    ATTR charset attributes-charset utf-8
	    ATTR naturalLanguage attributes-natural-language en
	    STATUS successful-ok
	    STATUS client-error-not-found
	}
END
expect 'ipptool over TLS' PASS "$(ipptool -tEv ipps://print01.corp.example.com:631/ "$room/ask.test" 2>&1 |
    grep -o '\[PASS\]' | head -n 1 | tr -d '[]')"
versions() {
    sslscan --no-colour --no-ciphersuites --no-groups --no-heartbleed --no-renegotiation --no-fallback \
        --no-compression 127.0.0.1:631 | awk '$2 == "enabled" { print $1 }' | xargs
}
expect 'versions' 'TLSv1.2 TLSv1.3' "$(versions)"
expect 'curl believes it' 0 "$(curl -s -o /dev/null -w '%{ssl_verify_result}' --cacert "$room/etc/current/cert/ca-root.crt" \
    https://print01.corp.example.com:631/)"
expect 'plain HTTP' 000 "$(curl -s -o /dev/null -w '%{http_code}' --max-time 5 http://print01.corp.example.com:631/ || true)"
expect 'the ports that listen' 631 "$(ss -Hltn | awk '{ sub(".*:", "", $4); print $4 }' | sort -u | xargs)"
"$PRINTSEAL" set tls.https_port=631
expect 'probe agrees' pass "$("$PRINTSEAL" probe tls --format json | python3 -c '
import json, sys
steps = json.load(sys.stdin)["results"][0]["steps"]
print(next(s["verdict"] for s in steps if s["step"] == "tls"))')"

# Only from where it is declared: a network that this one is not in.
stop
"$PRINTSEAL" set ports.ipps.from=10.77.0.0/16,fd00:77::/64 tls.profile=modern tls.min_version=1.3
serve
expect 'modern' 'TLSv1.3' "$(versions)"
expect 'from another network' 403 "$(curl -s -o /dev/null -w '%{http_code}' --cacert "$room/etc/current/cert/ca-root.crt" \
    https://print01.corp.example.com:631/)"
exit $failed
