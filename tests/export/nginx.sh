#!/usr/bin/env bash
# nginx with the exported front: nginx -t takes it, sslscan sees the declared versions and ciphers and
# no others, curl gets through to a print server whose certificate is verified.
# shellcheck source=tests/export/lib.sh
. "$(dirname "$0")/lib.sh"
own_namespaces

site print01.corp.example.com server.aliases=print.corp.example.com
hosts 127.0.0.1 print01.corp.example.com print.corp.example.com
front=$room/nginx
mkdir -p "$front"
cat > "$front/nginx.conf" <<- END
	worker_processes 1;
	pid $front/pid;
	error_log $front/errors;
	events { }
	http {
	    access_log off;
	    client_body_temp_path $front/t1; proxy_temp_path $front/t2; fastcgi_temp_path $front/t3;
	    uwsgi_temp_path $front/t4; scgi_temp_path $front/t5;
	    include conf.d/*.conf;
	}
END
chmod 755 "$room"
serve() { # what to export it with
    "$PRINTSEAL" export nginx --with-secrets --output "$front" "$@" 2> /dev/null
    nginx -p "$front" -e "$front/errors" -c "$front/nginx.conf" -t 2> "$room/said" || { cat "$room/said"; exit 1; }
    [ ! -s "$front/pid" ] || stop
    run nginx -p "$front" -e "$front/errors" -c "$front/nginx.conf" -g 'daemon off;'
    until_done python3 -c 'import socket; socket.create_connection(("127.0.0.1", 8090), 1)'
}
scan() { # the names of versions, then of ciphers, that are accepted
    sslscan --no-colour --no-groups --no-heartbleed --no-renegotiation --no-fallback --no-compression \
        --sni-name=print01.corp.example.com 127.0.0.1:8090 > "$room/scan"
    awk '$2 == "enabled" { print $1 } /^(Preferred|Accepted)/ { print $2 "/" $5 }' "$room/scan" | sort | xargs
}
ask() {
    curl -s --cacert "$room/etc/current/cert/ca-root.crt" "$@" || true
}

run openssl s_server -accept 127.0.0.1:8443 -cert "$room/etc/current/cert/server.cer" \
    -key "$room/etc/current/cert/server.key" -cert_chain "$room/etc/current/cert/ca-myq.crt" -www
openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=evil -keyout "$room/evil.key" -out "$room/evil.crt" 2> /dev/null
run openssl s_server -accept 127.0.0.1:8444 -cert "$room/evil.crt" -key "$room/evil.key" -www
serve --upstream 127.0.0.1:8443
expect 'intermediate' "TLSv1.2 TLSv1.2/ECDHE-ECDSA-AES128-GCM-SHA256 TLSv1.2/ECDHE-ECDSA-AES256-GCM-SHA384 \
TLSv1.2/ECDHE-ECDSA-CHACHA20-POLY1305 TLSv1.3 TLSv1.3/TLS_AES_128_GCM_SHA256 TLSv1.3/TLS_AES_256_GCM_SHA384 \
TLSv1.3/TLS_CHACHA20_POLY1305_SHA256" "$(scan)"
for name in print01 print; do
    expect "through the front as $name" 200 "$(ask -o /dev/null -w '%{http_code}' "https://$name.corp.example.com:8090/")"
done
ask -o /dev/null -D - https://print01.corp.example.com:8090/ | tr -d '\r' |
    expect_line 'HSTS' 'Strict-Transport-Security: max-age=63072000'
expect 'no plain HTTP' '127.0.0.1:8080 refused' "$(python3 "$tests/net.py" probe 127.0.0.1:8080)"

# A print server that shows another certificate is not believed.
serve --upstream 127.0.0.1:8444
expect 'a strange print server' 502 "$(ask -o /dev/null -w '%{http_code}' https://print01.corp.example.com:8090/)"

"$PRINTSEAL" set tls.profile=modern tls.min_version=1.3 tls.http_enabled=true
serve
expect 'modern' "TLSv1.3 TLSv1.3/TLS_AES_128_GCM_SHA256 TLSv1.3/TLS_AES_256_GCM_SHA384 TLSv1.3/TLS_CHACHA20_POLY1305_SHA256" \
    "$(scan)"
expect 'the print server is not told' 503 "$(ask -o /dev/null -w '%{http_code}' https://print01.corp.example.com:8090/)"
expect 'plain HTTP only says where HTTPS is' '308 https://print01.corp.example.com:8090/x' \
    "$(ask -o /dev/null -w '%{http_code} %{redirect_url}' http://print01.corp.example.com:8080/x)"

"$PRINTSEAL" set tls.profile=intermediate tls.min_version=1.0
"$PRINTSEAL" export nginx --with-secrets --output "$front" > "$room/said" 2>&1 && expect 'TLS 1.0' refused written
expect 'TLS 1.0' "printseal: tls.minimum: tls.min_version is 1.0, and a server below TLS 1.2 is not written (RFC 8996); set it to 1.2" \
    "$(cat "$room/said")"
exit $failed
