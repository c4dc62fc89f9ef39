#!/usr/bin/env bash
# The wizard applies an export: the difference, the question, and what is not kept is undone, also
# when it is stopped, hung up or killed. With copies of this machine's folders that only this test sees.
# shellcheck source=tests/export/lib.sh
. "$(dirname "$0")/lib.sh"
own_namespaces

site print01.corp.example.com
cp -a /etc "$room/etc2"
mkdir "$room"/{backups,ca}
mount --bind "$room/etc2" /etc
mount --bind "$room/backups" /var/backups
mount --bind "$room/ca" /usr/local/share/ca-certificates
chmod 755 "$room"
sed -i '15,$d' /etc/ca-certificates.conf # a few are enough, and quicker

tm() { tmux -S "$room/tmux" -f /dev/null "$@"; }
trap 'tm kill-server 2> /dev/null || true; end' EXIT
window=0
wizard() { # its arguments: a window of its own
    window=$((window + 1))
    tm new-session -d -s "w$window" -x 80 -y 24 "$(printf '%q ' "$PRINTSEAL" "$@"); exec sleep 300"
    shows 'Grade '
}
shown() { tm capture-pane -p -t "w$window" | tr -s ' \n' ' ' | grep -qF -- "$1"; }
shows() {
    until_done shown "$1" && return
    tm capture-pane -p -t "w$window"
    exit 1
}
press() {
    local key
    for key in "$@"; do
        tm send-keys -t "w$window" "$key"
        sleep 0.1
    done
}
begin() { # until it works, with the exports open
    press a
    shows '+-----BEGIN CERTIFICATE-----'
    press a
    shows 'Afterwards you are asked'
    press a
}
trusted() {
    openssl verify -CApath /etc/ssl/certs -untrusted "$room/etc/current/cert/ca-myq.crt" \
        "$room/etc/current/cert/server.cer" 2>&1 | grep -o 'OK$'
}
undone() {
    ! trusted && [ ! "$(ls "$room/ca")" ]
}
process() { pgrep -P "$(tm display-message -p -t "w$window" '#{pane_pid}')" -x printseal; }

wizard
press e Down Down Down Down Down Down
shows 'a apply here'
begin
shows 'Does everything still work?'
expect 'it is in force while it is asked' OK "$(trusted)"
press Escape
shows 'not confirmed; the old state is back'
expect 'Esc undoes it' 0 "$(undone > "$room/why"; echo $?)"

begin
press Escape
shows 'the old state is back'
expect 'stopped: it is undone' 0 "$(undone > "$room/why"; echo $?)"

for signal in HUP KILL; do
    begin
    shows 'Does everything still work?'
    kill -"$signal" "$(process)"
    until_done undone
    wizard
    press e Down Down Down Down Down Down
done

begin
shows 'Undo'
press k
shows "this machine's trust store: in force; the old state is in /var/backups/printseal/linux-trust-"
expect 'it is kept' OK "$(trusted)"
press a
shows 'nothing differs'
press q
wizard --read-only
press e Down Down Down Down Down Down
shows 'Enter write it'
expect 'nothing is applied read-only' 1 "$(shown 'apply here'; echo $?)"
press a
shows 'Read-only: nothing is changed here'
exit $failed
