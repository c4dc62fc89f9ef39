# lib.sh - certificates as others see them: served by nginx, read by openssl, certtool and curl. Sourced.
#
# A scratch folder is made and entered; $printseal keeps its configuration in it. Everything that was
# started is ended, and everything written taken away, on every way out.
# shellcheck shell=bash disable=SC2034 # used by who sources this
printseal=$(readlink -f "$1")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
room=$(mktemp -d)
web=
trap 'stop_web; rm -rf "$room"' EXIT
trap 'exit 1' INT TERM HUP
export LC_ALL=C.UTF-8 TZ=UTC PRINTSEAL_DIR=$room/etc HOME=$room
unset OPENSSL_CONF OPENSSL_MODULES SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE http_proxy https_proxy
cd "$room" || exit 1
cert=$PRINTSEAL_DIR/current/cert

die() { echo "FAILED: $*" >&2; exit 1; }

# Runs it and shows what it said only if it fails.
quiet() { "$@" > "$room/log" 2>&1 || { cat "$room/log"; die "$@"; }; }

# It has to fail, and to say that: refused TEXT COMMAND...
refused() {
    local text=$1
    shift
    if "$@" > "$room/log" 2>&1; then cat "$room/log"; die "was accepted: $*"; fi
    grep -q -- "$text" "$room/log" || { cat "$room/log"; die "not \"$text\": $*"; }
}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

stop_web() {
    [ -z "$web" ] || kill "$web" 2> /dev/null || true
    [ -z "$web" ] || wait "$web" 2> /dev/null || true
    web=
}

listens() { (: < "/dev/tcp/127.0.0.1/$port") 2> /dev/null; }

# serve CHAIN KEY [LINE...]: nginx with these, in a folder of its own, at $port. Lines go into its
# server block. A port may be taken by somebody in between: then another one is.
serve() {
    local try tick
    stop_web
    for try in 1 2 3 4 5; do
        port=$(free_port)
        rm -rf www && mkdir www && echo served > www/index.html
        nginx_file "$@" > www/nginx.conf
        nginx -p "$room/www/" -c nginx.conf -e error.log > www/log 2>&1 &
        web=$!
        for ((tick = 0; tick < 100; tick++)); do
            listens && kill -0 "$web" 2> /dev/null && return
            kill -0 "$web" 2> /dev/null || break
            sleep 0.05
        done
        stop_web
    done
    cat www/log www/error.log
    die "nginx does not serve $1 (try $try)"
}

nginx_file() {
    cat << END
daemon off;
master_process off;
pid nginx.pid;
error_log error.log;
events { worker_connections 16; }
http {
    access_log off;
    $(for kind in client_body proxy fastcgi uwsgi scgi; do echo "${kind}_temp_path $kind;"; done)
    server {
        listen 127.0.0.1:$port ssl;
        root .;
        ssl_certificate $1;
        ssl_certificate_key $2;
        ssl_protocols TLSv1.2 TLSv1.3;
        $(printf '%s\n' "${@:3}")
    }
}
END
}

# trusted HOST ROOT [OPTION...]: a strict client and curl take what is served.
trusted() {
    quiet openssl s_client -connect "127.0.0.1:$port" -servername "$1" -verify_return_error -x509_strict \
        -verify_hostname "$1" -CAfile "$2" -no-CApath -no-CAstore -brief "${@:3}" < /dev/null
    grep -q '^Verification: OK' "$room/log" || { cat "$room/log"; die "s_client: $1"; }
    [ "$(fetch "$1" "$2")" = served ] || die "curl: $1 with $2"
}

fetch() { curl -sS --fail --noproxy '*' --cacert "$2" --resolve "$1:$port:127.0.0.1" "https://$1:$port/" "${@:3}"; }

# verified HOST CERT ROOT [BETWEEN]: for both tools.
verified() {
    quiet openssl verify -x509_strict -purpose sslserver -verify_hostname "$1" -no-CApath -no-CAstore \
        -CAfile "$3" ${4:+-untrusted "$4"} "$2"
    cat "$2" ${4:+"$4"} > chain.pem
    quiet certtool --verify --load-ca-certificate "$3" --infile chain.pem --verify-hostname "$1" \
        --verify-purpose 1.3.6.1.5.5.7.3.1
    grep -q 'Chain verification output: Verified. The certificate is trusted' "$room/log" ||
        { cat "$room/log"; die "certtool: $2"; }
}

# A CA's, up to its root.
verified_authority() {
    quiet openssl verify -x509_strict -no-CApath -no-CAstore -CAfile "$2" "$1"
    quiet certtool --verify --load-ca-certificate "$2" --infile "$1"
    grep -q 'Chain verification output: Verified. The certificate is trusted' "$room/log" ||
        { cat "$room/log"; die "certtool: $1"; }
}

lint() { python3 "$here/lint.py" "$@" || die "profile of $2"; }

# pfx FILE SECRET CERT KEY: the file opens under that setting's secret and holds exactly these.
pfx() {
    "$printseal" secret show "$2" --force > pass 2> log || { cat log; die "secret $2"; }
    quiet openssl pkcs12 -in "$1" -passin file:pass -clcerts -nokeys -out pfx.crt
    quiet openssl pkcs12 -in "$1" -passin file:pass -nocerts -noenc -out pfx.key
    [ "$(openssl x509 -in pfx.crt -noout -fingerprint -sha256)" = \
        "$(openssl x509 -in "$3" -noout -fingerprint -sha256)" ] || die "$1 holds another certificate"
    [ -z "$4" ] || cmp -s <(openssl pkey -in pfx.key -pubout) <(openssl pkey -in "$4" -pubout) ||
        die "$1 holds another key"
    openssl pkcs12 -in "$1" -passin file:pass -info -noout > pfx.info 2>&1
    rm -f pass pfx.key
}
