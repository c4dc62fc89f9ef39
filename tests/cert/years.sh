#!/usr/bin/env bash
# Ten years in each of the three modes: years.sh PROGRAM. Every night `cert renew`, then `check`, on simulated
# days: each day on which something is due or about to expire and those around it, of the others one in three hundred.
# The same decisions on each single day: backend/life_test.c. The release program is run; commands/cert_renew and
# commands/cert_intermediate run these commands with sanitizers.
# People do what `check` says, and no sooner. On every day that is looked at:
#   - one chain is served, and it is valid for clients with the roots that were exported a month before;
#   - what expires within 30 days is told (a look a day: with more than 29 days left);
#   - `cert renew` saved a generation only if the certificate is another one, and saves none if run again.
set -euo pipefail
# shellcheck source=tests/cert/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

host=print01.corp.example.com
DAY=86400
begin=$(date -u -d '2027-01-10 08:00:00' +%s)
now=$begin
renewals=0 waits=0

at() { # TIME COMMAND...
    local when
    TZ=UTC printf -v when '%(%F %T)T' "$1"
    faketime -f "@$when" "${@:2}"
}
said() { at "$now" "$@" > "$room/log" 2>&1 || { cat "$room/log"; die "day $(((now - begin) / DAY)): $*"; }; }
ends() { date -u -d "$(openssl x509 -in "$1" -noout -enddate | cut -d= -f2)" +%s; }
generation() { readlink "$PRINTSEAL_DIR/current"; }

start() { # settings of certificates
    rm -rf "$PRINTSEAL_DIR" roots.pem new-roots.pem
    now=$begin
    printf 'server : { fqdn = "%s"; };\ncertificates : { key_type = "p256"; %s };\ntrust : { system_store = false; };\n' \
        "$host" "$1" > answers.conf
    at "$now" "$printseal" init --answers answers.conf > log 2>&1 || [ $? -eq 1 ] || { cat log; die "init"; } # 1: findings
}

# What expires, by its file; read again when a generation was saved.
declare -A end=()
look_at=
look() {
    local file
    [ "$look_at" != "$(generation)" ] || return 0
    look_at=$(generation)
    end=()
    for file in server.cer ca-myq.crt ca-root.crt ca-next.crt ca-old.crt; do
        [ ! -e "$cert/$file" ] || end[$file]=$(ends "$cert/$file")
    done
}

# Clients are given the exported roots, a month after they changed.
roots_at=0
clients() {
    [ "$look_at" = "$(generation)" ] || "$printseal" cert export > export.pem
    if ! cmp -s export.pem new-roots.pem; then
        cp export.pem new-roots.pem
        roots_at=$((now + 30 * DAY))
        [ -e roots.pem ] || roots_at=$now
    fi
    [ "$now" -lt "$roots_at" ] || cp new-roots.pem roots.pem
}

served() {
    openssl verify -attime "$now" -x509_strict -purpose sslserver -verify_hostname "$host" -no-CApath -no-CAstore \
        -CAfile roots.pem -untrusted "$cert/server.cer" "$cert/server.cer" > log 2>&1 ||
        { cat log; die "day $(((now - begin) / DAY)): not served"; }
}

# Findings of certificates go into $found.
found=
judged() {
    at "$now" "$printseal" check --format json > check.json || [ $? -eq 1 ] || die "check"
    found=$(grep -o '"id": *"cert-[a-z-]*"' check.json | grep -o 'cert-[a-z-]*' | sort -u | tr '\n' ' ' || true)
}

warned() {
    local file
    for file in "${!end[@]}"; do
        [ $((end[$file] - now)) -gt $((29 * DAY)) ] || [[ $found = *cert-*expir* ]] ||
            die "day $(((now - begin) / DAY)): $file expires in $(((end[$file] - now) / DAY)) days, and check says: $found"
    done
}

night() {
    local was leaf
    was=$(generation)
    leaf=$(cksum < "$cert/server.cer")
    at "$now" "$printseal" cert renew > log 2>&1 || true # 1: it needs somebody; judged by check
    [ "$was" = "$(generation)" ] && return
    renewals=$((renewals + 1))
    [ "$leaf" != "$(cksum < "$cert/server.cer")" ] || die "day $(((now - begin) / DAY)): a generation without a change"
    was=$(generation)
    at "$now" "$printseal" cert renew > log 2>&1 || true
    [ "$was" = "$(generation)" ] || die "day $(((now - begin) / DAY)): renewed twice"
}

# The next day that is looked at.
next() {
    local then=$((now + 300 * DAY)) file margin from
    for file in "${!end[@]}"; do
        for margin in 31 180 1; do
            [ "$file" != server.cer ] || [ $margin -ne 180 ] || continue
            from=$((end[$file] - margin * DAY))
            if [ "$now" -lt "$from" ] && [ "$then" -gt "$from" ]; then then=$from; fi
            if [ "$now" -ge "$from" ] && [ "$now" -lt $((from + 2 * DAY)) ]; then then=$((now + DAY)); fi
        done
    done
    [ "$waits" -le "$now" ] || [ "$waits" -ge "$then" ] || then=$waits
    now=$then
}

# ten_years PEOPLE: the function is what people do about $found.
ten_years() {
    local days=0
    renewals=0 waits=0 look_at='' roots_at=0
    while [ "$now" -lt $((begin + 3653 * DAY)) ]; do
        night
        judged
        "$1"
        clients
        look
        served
        warned
        next
        days=$((days + 1))
    done
    echo "$1: ten years, $days days looked at, $renewals renewals, $(generation)"
}

# ------------------------------------------------ a root of our own for 1,000 days
builtin() {
    if [[ $found = *cert-ca-expiring* ]] && [ ! -e "$cert/ca-next.crt" ] && [ ! -e "$cert/ca-old.crt" ]; then
        said "$printseal" cert rollover
        waits=$((now + 60 * DAY))
    elif [ -e "$cert/ca-next.crt" ] && [ "$now" -ge "$waits" ]; then
        said "$printseal" cert rollover --switch
    elif [[ $found = *cert-root-expiring* ]] && [ "$(ends "$cert/ca-old.crt")" -lt "$now" ]; then
        said "$printseal" cert rollover --retire
        rolled=$((rolled + 1))
    fi
}
rolled=0
start 'ca_days = 1000;'
ten_years builtin
[ $rolled -ge 4 ] || die "the root was followed $rolled times"

# Nobody does anything: from half a year before the end it is told, and nothing is saved in the last month.
idle() { :; }
start 'ca_days = 1000;'
last=$((begin + 998 * DAY))
for left in 900 390 200 177 100 31 29 7 2; do
    now=$((last - left * DAY))
    night
    judged
    [ $left -gt 177 ] || [[ $found = *cert-ca-expiring* ]] || die "$left days are left, and check says: $found"
    [ $left -ne 31 ] || was=$(generation)
done
[ "$was" = "$(generation)" ] || die "a generation in the last month"

# ------------------------------------------------ below the company's, which signs for 900 days
company() { # DAYS: a root
    said openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout company.key -subj /CN=Company \
        -days "$1" -out company.pem -addext keyUsage=critical,keyCertSign,cRLSign
}
answer() {
    said openssl x509 -req -in "$cert/ca-myq-new.csr" -CA company.pem -CAkey company.key -days 900 -out answer.pem \
        -extfile <(printf '%s\n' basicConstraints=critical,CA:TRUE,pathlen:0 keyUsage=critical,keyCertSign,cRLSign \
            subjectKeyIdentifier=hash authorityKeyIdentifier=keyid)
    said "$printseal" cert sign-import answer.pem company.pem
}
intermediate() {
    if [ -e "$cert/ca-myq-new.csr" ] && [ "$now" -ge "$waits" ]; then
        answer
    elif [[ $found = *cert-ca-expiring* ]] && [ ! -e "$cert/ca-myq-new.csr" ]; then
        said "$printseal" cert csr --new
        waits=$((now + 20 * DAY))
    fi
}
start 'mode = "intermediate";'
company 7300
said "$printseal" cert csr
answer
ten_years intermediate

# ------------------------------------------------ imported, for 200 days
leaf() {
    said openssl x509 -req -in "$cert/server-new.csr" -CA company.pem -CAkey company.key -days 200 -out answer.pem \
        -extfile <(printf '%s\n' basicConstraints=critical,CA:FALSE keyUsage=critical,digitalSignature \
            extendedKeyUsage=serverAuth "subjectAltName=DNS:$host" subjectKeyIdentifier=hash authorityKeyIdentifier=keyid)
    said "$printseal" cert import answer.pem --trust company.pem
}
manual() {
    if [ -e "$cert/server-new.csr" ] && [ "$now" -ge "$waits" ]; then
        leaf
    elif [[ $found = *cert-expiring* ]] && [ ! -e "$cert/server-new.csr" ]; then
        said "$printseal" cert csr
        waits=$((now + 10 * DAY))
    fi
}
start 'mode = "manual";'
said "$printseal" cert csr
leaf
ten_years manual
