#!/usr/bin/env bash
# FreeRADIUS with the exported client entry: Status-Server is answered under the generated secret, not
# under another one, and not without a signature.
# shellcheck source=tests/export/lib.sh
. "$(dirname "$0")/lib.sh"
own_namespaces

site print01.corp.example.com
hosts 127.0.0.1 print01.corp.example.com
"$PRINTSEAL" add radius.hq host=nps1.corp.example.com
"$PRINTSEAL" export freeradius-client --output "$room/open" 2> /dev/null
expect 'no secret unless asked' 0 "$(grep -c '^	secret' "$room/open/hq.conf" || true)"
"$PRINTSEAL" export freeradius-client --with-secrets --output "$room/out" 2> /dev/null
expect 'for its owner alone' 600 "$(stat -c %a "$room/out/hq.conf")"

mkdir "$room/radius"
cat > "$room/radius/radiusd.conf" <<- END
	prefix = /usr
	libdir = /usr/lib/freeradius
	run_dir = $room/radius
	logdir = $room/radius
	security {
	    status_server = yes
	    reject_delay = 0
	}
	modules {
	    always ok {
	        rcode = ok
	    }
	}
	\$INCLUDE $room/out/hq.conf
	server default {
	    listen {
	        type = auth
	        ipaddr = 127.0.0.1
	        port = 1812
	    }
	    authorize {
	        ok
	    }
	}
END
serve() {
    freeradius -C -l stdout -d "$room/radius" -D /usr/share/freeradius -n radiusd > "$room/said" 2>&1 ||
        { tail -n 20 "$room/said"; exit 1; }
    run freeradius -f -l stdout -d "$room/radius" -D /usr/share/freeradius -n radiusd
    until_done grep -q 'Ready to process requests' "$room/log"
}
status() { # with the secret in that file; how often it is tried
    printf 'Message-Authenticator = 0x00\n' |
        radclient -x -r "${2:-5}" -t 2 -S "$1" 127.0.0.1:1812 status 2> /dev/null | grep -o 'Received [A-Za-z-]*' || echo silence
}
"$PRINTSEAL" secret show --force radius.hq.secret > "$room/secret"
tr A-Za-z B-ZAb-za < "$room/secret" > "$room/another"
serve
expect 'Status-Server' 'Received Access-Accept' "$(status "$room/secret")"
expect 'under another secret' silence "$(status "$room/another" 1)"
expect 'without a signature' silence "$(printf 'User-Name = x\nUser-Password = y\n' |
    radclient -x -r 1 -t 1 -S "$room/secret" 127.0.0.1:1812 auth 2> /dev/null | grep -o 'Received [A-Za-z-]*' || echo silence)"

# A secret of every mark that it can hold; a backslash is one that it cannot.
stop
# shellcheck disable=SC2016 # the secret is meant as it is
printf '%s' 'q"u'\''ote`#;$(id) {x} = ,<>&|*?!~^@[](]]>%' > "$room/secret"
"$PRINTSEAL" secret set radius.hq.secret < "$room/secret"
"$PRINTSEAL" export freeradius-client --with-secrets --output "$room/out" 2> /dev/null
: > "$room/log"
serve
expect 'a hostile secret' 'Received Access-Accept' "$(status "$room/secret")"
printf '%s' 'one\two and more than sixteen' | "$PRINTSEAL" secret set radius.hq.secret
expect 'a backslash' "printseal: radius.hq.secret: holds a character that a file of FreeRADIUS cannot hold safely \
(client.conf.in:9)" "$("$PRINTSEAL" export freeradius-client --with-secrets --output "$room/out" 2>&1)"
exit $failed
