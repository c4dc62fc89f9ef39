#!/usr/bin/env bash
# Live tests on the screen: steps as they come, Esc against a silent peer, the result beside the
# record until a setting changes, a lost line in the middle.
. "$(dirname "$0")/lib.sh"
# shellcheck disable=SC2046 # a word each
trap 'kill $(jobs -p) 2> /dev/null; clean_up' EXIT

# within FILE TEXT: it must stand there within ten seconds
within() {
    local i
    for ((i = 0; i < 200; i++)); do
        grep -q "$2" "$1" && return
        sleep 0.05
    done
    cat "$1"
    exit 1
}

# A server that takes connections and says nothing; its port is what it prints.
cat > "$room/silent.py" << 'PEER'
import socket, time
peer = socket.create_server(("127.0.0.1", 0))
print(peer.getsockname()[1], flush=True)
time.sleep(120)
PEER
python3 "$room/silent.py" > "$room/port" &
within "$room/port" .

settle() { # PORT: what our own HTTPS port is said to be
    "$PRINTSEAL" -C "$room/dir" set tls.https_port="$1" tls.http_port="$1" > /dev/null 2>&1 || [ $? -eq 1 ]
}
printf 'server : { fqdn = "127.0.0.1"; }; certificates : { key_type = "p256"; };\n' > "$room/answers"
"$PRINTSEAL" -C "$room/dir" init --answers "$room/answers" > /dev/null 2>&1 || [ $? -eq 1 ]
settle "$(cat "$room/port")"

# Esc stops it at once: without it the silence would be told after ten seconds.
start silent 80x24 "$PRINTSEAL" -C "$room/dir" tls
expect silent 'never run'
press silent C-l
expect silent 'Live test: TLS and HTTP'
expect silent '√ connect'
expect silent 'Esc stops'
[ -n "$(pgrep -P "$(process silent)")" ]
press silent Escape
expect silent 'Stopped: 0 of 1 were tested'
expect silent 'never run'
[ -z "$(pgrep -P "$(process silent)")" ]

# The line drops while it runs: nothing of it is left.
press silent C-l
expect silent '√ connect'
child=$(pgrep -P "$(process silent)")
kill -s HUP "$(process silent)"
expect silent 'left with 129'
for ((i = 0; i < 100; i++)); do
    kill -0 "$child" 2> /dev/null || break
    sleep 0.05
done
[ ! -e "/proc/$child" ]

# A server that answers, with our own certificate.
cert=$room/dir/current/cert
openssl s_server -accept 127.0.0.1:0 -www -key "$cert/server.key" -cert "$cert/server.cer" \
    -cert_chain "$cert/server.cer" < /dev/null > "$room/server" 2>&1 &
within "$room/server" ACCEPT
settle "$(grep -o 'ACCEPT .*' "$room/server" | grep -o '[0-9]*$')"
start good 80x24 "$PRINTSEAL" -C "$room/dir" tls
expect good 'never run'
press good C-l
expect good '√ protocol answers HTTP 200'
expect good 'TLS version'
expect good 'sends no Strict-Transport-Security'
press good Escape
expect good 'warning, tested just now'
press good End
expect good 'sends no Strict-Transport-Security' # the reason, while the button has focus

# It is forgotten as soon as a setting changes, and true again when that is undone.
press good Home Right
expect good 'never run'
press good C-_
expect good 'tested just now'

# The review counts what was never run, and offers to.
press good C-s
expect good 'Nothing to save'
expect good 'never run'
press good Enter
expect good 'Live test: what was never run'
expect good '2 tested in ' # our names and the ports, once each
press good Escape
expect good 'Live tests:'
refuse good 'never run'

press good C-q
expect good 'left with'

# What fails stands first, with what to do about it; e goes to the setting, and Esc comes back.
"$PRINTSEAL" -C "$room/dir" add printers.off host=127.0.0.1 port=1 > /dev/null 2>&1 || [ $? -eq 1 ]
start first 80x24 "$PRINTSEAL" -C "$room/dir"
expect first 'Review and save'
press first End t
expect first 'Live test: everything'
expect first ' tested in '
screen first | grep -A1 ' tested in ' | tail -1 | grep -F "Printers off" > /dev/null
expect first '→ check host and port, whether'
press first e
expect first 'Printers > off'
expect first 'Port'
press first Escape
expect first 'Live test: everything'
press first C-q
expect first 'left with'

# In the list of topics; on a Braille display; looking only.
start small 40x9 env LANG=C NO_COLOR=1 "$PRINTSEAL" --read-only -C "$room/dir"
expect small 'Server'
press small Down Down Down t
expect small 'Live test: TLS and HTTP'
expect small '1 tested'
press small C-q
expect small 'left with 0'
