#!/usr/bin/env bash
# Every target through a parser of its format: first with ordinary values, then with quotes, shell and
# markup in every text that a setting takes. Nothing of a value is ever run: a canary must not appear.
# shellcheck disable=SC1112 # quotes that are no ASCII belong to what is tried
# shellcheck source=tests/export/lib.sh
. "$(dirname "$0")/lib.sh"
own_namespaces

site print01.corp.example.com server.organization=Example server.site=Brno
hosts 127.0.0.1 print01.corp.example.com
"$PRINTSEAL" add radius.hq host=nps1.corp.example.com
"$PRINTSEAL" add ldap.ad host=dc1.corp.example.com base_dn=dc=example bind_dn=cn=myq,dc=example
"$PRINTSEAL" add snmp.floor2 devices=p1.corp.example.com context=none
"$PRINTSEAL" add printers.p1 host=p1.corp.example.com model=Model user=admin snmp=floor2
"$PRINTSEAL" add rest.app client_id=01234567-89ab-cdef-0123-456789abcdef scopes=print
"$PRINTSEAL" set central.enabled=true central.host=cs.corp.example.com smtp.enabled=true smtp.host=mail.corp.example.com \
    smtp.user=myq scan.enabled=true inbox.enabled=true inbox.host=mail.corp.example.com inbox.user=myq \
    ports.lpr.purpose=web ports.ipps.enabled=true
for port in 9401 9402 9403; do # beyond what the settings need: each has a purpose of its own
    "$PRINTSEAL" add "ports.extra-$port" "port=$port" purpose=extra
done
openssl x509 -in "$room/etc/current/cert/ca-root.crt" -outform DER -out "$room/root.der"
mapfile -t targets < <("$PRINTSEAL" export --list | grep -o '^[a-z][a-z-]*')

export_all() { # to a folder
    local target
    mkdir "$1"
    for target in "${targets[@]}"; do
        "$PRINTSEAL" export "$target" --with-secrets --upstream 10.1.1.1:443 --output "$1/$target" 2> "$room/said" ||
            { echo "$target:"; cat "$room/said"; failed=1; }
    done
}
# What each program says of its file; nothing if it is fine.
programs() {
    local out=$1
    nft -c -f "$out/nftables/nftables.conf"
    sh -n "$out/linux-trust/install.sh"
    (cd "$room" && UFW='echo ufw' sh "$out/ufw/ufw.sh" > "$out/ufw/said")
    printf 'events { }\nhttp { include conf.d/*.conf; access_log off; }\npid %s/pid;\n' "$out" > "$out/nginx/nginx.conf"
    nginx -p "$out/nginx" -e "$out/errors" -c "$out/nginx/nginx.conf" -t -q
    printf 'ServerRoot %s/cups\nCreateSelfSignedCerts no\n' "$out" > "$out/cups/cups-files.conf"
    cupsd -t -c "$out/cups/cupsd.conf" -s "$out/cups/cups-files.conf" 2>&1 | grep 'cupsd\.conf' | grep -v 'is OK' || true
    printf '%s\n' 'prefix = /usr' 'libdir = /usr/lib/freeradius' "logdir = $out" "run_dir = $out" 'modules {' '}' \
        "\$INCLUDE $out/freeradius-client/hq.conf" 'server default {' 'listen {' 'type = auth' 'ipaddr = 127.0.0.1' \
        'port = 1812' '}' '}' > "$out/radiusd.conf"
    freeradius -C -l stdout -d "$out" -D /usr/share/freeradius -n radiusd > "$out/said" || cat "$out/said"
    SNMPCONFPATH=$out/net-snmp/floor2 SNMP_PERSISTENT_DIR=$out/snmp MIBS='' snmptranslate .1.3 > "$out/said" 2>&1
    grep -E 'Warning|Error' "$out/said" || true
}
run_all() { # folder, and the plain one
    export_all "$1"
    expect "programs on $1" '' "$(programs "$1" 2>&1)"
    expect "parsers on $1" '' "$(python3 "$tests/formats.py" "$1" "$room/root.der" "${@:2}" 2>&1)"
}

run_all "$room/plain"
for topic in Certificates HTTPS 'Minimum TLS' ports 'Central server' SMTP IMAP RADIUS LDAP SNMP Printers FQDN 'REST API'; do
    expect "the checklist speaks of $topic" 1 "$(grep -cE "^## [0-9]+ .*$topic" "$room/plain/myq-checklist/checklist.md")"
done

# The files of the Cert folder are ours, byte by byte; the printers come back as they are.
for file in server.cer server.key server.pfx ca-root.crt ca-myq.crt ca-myq.key ca-myq.pfx; do
    expect "$file" same "$(cmp -s "$room/etc/current/cert/$file" "$room/plain/myq-cert/$file" && echo same)"
done
round_trip() {
    "$PRINTSEAL" import printers "$1/printers-csv/printers.csv" 2>&1 | grep -o '1 as they were'
}
expect 'printers come back' '1 as they were' "$(round_trip "$room/plain")"

# No secret without --with-secrets, and then in no file that others can read.
mkdir "$room/open" "$room/shown"
"$PRINTSEAL" secret list | awk '{ print $1 }' > "$room/paths"
while read -r path; do
    "$PRINTSEAL" secret show --force "$path" 2> /dev/null || true
    echo
done < "$room/paths" | grep . > "$room/shown/secrets"
for target in "${targets[@]}"; do
    "$PRINTSEAL" export "$target" --output "$room/open/$target" 2> /dev/null
done
expect 'there are secrets to look for' yes "$([ "$(wc -l < "$room/shown/secrets")" -ge 7 ] && echo yes)"
expect 'exports without secrets' '' "$(grep -rlFf "$room/shown/secrets" "$room/open" || true; grep -rl 'PRIVATE KEY' "$room/open" || true)"
expect 'secrets that others can read' '' \
    "$(find "$room/plain" -perm /077 -type f -exec grep -lFf "$room/shown/secrets" {} + ; find "$room/plain" -perm /077 \
        -type f -exec grep -l 'PRIVATE KEY' {} + || true)"

# Into every text that takes it.
# shellcheck disable=SC2016,SC1112 # nothing of it is to be run here either
{
    evil='a"; touch canary; `touch canary` $(touch canary) '\''; touch canary # ]]> </string></p><script>x</script> ’; touch canary; ‘ {{server.fqdn}} %% end ${x} %{x} | *b* [l](x) & \x žluť'
    middle='"; touch canary; $(touch canary) '\''; touch canary # ]]> <script>x</script> ’; touch canary; žluť'
    short=('a"; touch canary; $(touch canary) # ]]> </p>' '`touch canary` '\''; touch canary; '\'' {{x}}' '’; touch canary; ‘ <b>${x} %{x} & \x'
        '"; touch canary; $(id) žlu' "'; touch canary; ’ \`id\`" ']]> </b> {{.}} ${x} %{x}' 'C:\a'\''; touch canary; '\'' $(id) ’'
        'cn=a\"\; touch canary\; $(touch canary) `touch canary` {{x}} ${x} %{x} '\''|touch canary,dc=x')
}
taken=0
give() { # a path the longest that it takes; those that take shorter ones have another one each
    local n=${#short[@]} i
    for value in "$evil" "$middle" "${short[@]:taken % n}" "${short[@]}"; do
        "$PRINTSEAL" set "$1=$value" 2> /dev/null && return
    done
    return 1
}
while IFS= read -r path; do
    if give "$path"; then
        taken=$((taken + 1))
        "$PRINTSEAL" set "$path=x"$'\n'"touch canary" 2> /dev/null && expect "$path" 'no line end' 'one'
    fi
done < <("$PRINTSEAL" list | sed -n 's/ = .*//p' | grep -E '(organization|site|folder|user|model|purpose|context|_dn)$')
expect 'enough settings take any text' yes "$([ $taken -ge 20 ] && echo yes || echo "only $taken")"
cd "$room"
run_all "$room/evil" "$room/plain"
expect 'printers come back' '1 as they were' "$(round_trip "$room/evil")"
expect 'nothing was run' '' "$(find "$room" -name 'canary*')"
exit $failed
