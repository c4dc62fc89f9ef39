#!/usr/bin/env bash
# The root, put into a scratch trust store by update-ca-certificates: curl and openssl then trust the
# server's certificate, and without it they do not.
# shellcheck source=tests/export/lib.sh
. "$(dirname "$0")/lib.sh"
own_namespaces

site print01.corp.example.com
hosts 127.0.0.1 print01.corp.example.com
"$PRINTSEAL" export linux-trust --output "$room/out" 2> /dev/null
expect 'the script is clean' "" "$(shellcheck "$room/out/install.sh" 2>&1)"
mkdir "$room/local" "$room/certs" "$room/hooks"
: > "$room/ca-certificates.conf"
openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=another -keyout /dev/null -out "$room/local/another.crt" 2> /dev/null

# install.sh as it is, but for the folder and the program it calls
mkdir "$room/bin"
cat > "$room/bin/update-ca-certificates" <<- END
	#!/bin/sh
	exec /usr/sbin/update-ca-certificates --localcertsdir "$room/local" --etccertsdir "$room/certs" \
	    --certsconf "$room/ca-certificates.conf" --hooksdir "$room/hooks" "\$@"
END
chmod +x "$room/bin/update-ca-certificates"
sed "s|/usr/local/share/ca-certificates|$room/local|" "$room/out/install.sh" > "$room/out/scratch.sh"
install_it() {
    PATH=$room/bin:$PATH sh "$room/out/scratch.sh" "$@" > "$room/said" 2>&1
}

run openssl s_server -accept 127.0.0.1:4433 -cert "$room/etc/current/cert/server.cer" \
    -key "$room/etc/current/cert/server.key" -cert_chain "$room/etc/current/cert/ca-myq.crt" -www
until_done python3 -c 'import socket; socket.create_connection(("127.0.0.1", 4433), 1)'
ask() {
    curl -s -o /dev/null -w '%{http_code}' --cacert "$room/certs/ca-certificates.crt" \
        https://print01.corp.example.com:4433/ || true
}

install_it || cat "$room/said"
expect 'installed' 2 "$(grep -c '^-----BEGIN' "$room/certs/ca-certificates.crt")"
expect 'curl trusts it' 200 "$(ask)"
expect 'openssl trusts it' OK "$(openssl verify -CApath "$room/certs" -untrusted "$room/etc/current/cert/ca-myq.crt" \
    "$room/etc/current/cert/server.cer" | cut -d' ' -f2)"
install_it --undo || cat "$room/said"
expect 'taken away again' 000 "$(ask)"

# Another certificate in its place is not installed.
root=$(cd "$room/out" && echo printseal-print01.corp.example.com-*.crt)
openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=evil -keyout /dev/null -out "$room/out/$root" 2> /dev/null
install_it && expect 'a strange root' refused installed
expect 'a strange root' "$root is not the certificate this script was made for" "$(cat "$room/said")"
exit $failed
