#!/usr/bin/env bash
# All that is JSON holds to its schema in assets/schema, and each schema is used by some command.
set -euo pipefail
cd "$(dirname "$0")/../.."
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
export PRINTSEAL_DIR=$room/etc
used=(check report answers discover_network) # held in formats.sh, fleet.sh, live/, and commands/init_json

broken() {
    printf '%s\n' "$@"
    exit 1
}
# Kept, and read all at once at the end, for Python takes longer to start than all of it takes to judge.
keep() { # schema, what it is of
    local kept
    kept=$(mktemp "$room/kept.XXXXXX")
    cp "$room/out" "$kept"
    printf '%s\t%s\t%s\n' "$1" "$kept" "$2" >> "$room/kept"
}
holds() { # schema, statuses that are fine, arguments
    local schema=$1 fine=$2 status=0
    shift 2
    "$PRINTSEAL" "$@" > "$room/out" 2> "$room/err" || status=$?
    [[ " $fine " == *" $status "* ]] || broken "$*: status $status" "$(cat "$room/err")"
    keep "$schema" "$*"
    used+=("$schema")
}

cat > "$room/answers" << 'END'
server : { fqdn = "print01.corp.example.com"; aliases = [ "print.corp.example.com" ]; };
certificates : { key_type = "p256"; };
radius = ( { name = "hq"; host = "nps1.corp.example.com"; secret = "generate"; } );
snmp = ( { name = "floor"; } );
END
"$PRINTSEAL" init --answers "$room/answers" --recovery-file "$room/code" > /dev/null
"$PRINTSEAL" set tls.hsts=false server.aliases=
"$PRINTSEAL" add printers.hp1 host=hp1.corp.example.com $'model=a"b\\c\u00e9'
"$PRINTSEAL" secret rotate radius.hq.secret
printf 'Hallo Welt, 12 Affen' | "$PRINTSEAL" secret set radius.hq.secret
"$PRINTSEAL" add printers.hp2 host=hp2.corp.example.com
"$PRINTSEAL" remove printers.hp1

holds settings 0 list --format json
[ "$(python3 -c 'import json, sys; print(len(json.load(open(sys.argv[1]))["settings"]))' "$room/out")" -eq "$("$PRINTSEAL" list | wc -l)" ] ||
    broken 'list: JSON and text differ'
holds settings 0 list radius --format json
holds settings 0 get radius.hq.secret --format json
if grep -q Affen "$room/out"; then broken 'a secret is in the output'; fi
holds settings 0 get server.aliases --format json
holds settings 0 get printers.hp2 --format json
holds history 0 history --format json
holds discover 0 discover --dry-run --domain corp.example.com --format json
holds discover_plan 0 discover --network 10.20.0.0/24 --dry-run --format json
holds diff 0 diff --format json
for generation in 1 2 3 4 5 6; do
    holds diff 0 diff "$generation" --format json
    holds diff 0 diff 7 "$generation" --format json
done
holds diff_live '0 1' diff --live --format json
holds secrets 0 secret list --format json
grep -q '"radius.hq.secret".*"typed"' "$room/out" || broken "$(cat "$room/out")"
holds secrets 0 secret list radius.hq.secret --format json
"$PRINTSEAL" secret rollover radius printers > "$room/text"
holds rollover 1 secret rollover --status --format json
"$PRINTSEAL" check --format json > "$room/out" || true
python3 -W error tests/report/formats.py json "$room/out"
grep -q '"path": "radius.hq", "text": "not tested yet"' "$room/out" || broken "$(tail -3 "$room/out")"
"$PRINTSEAL" secret rollover --give-up
holds rollover 0 secret rollover --status --format json
# What no live test sends is not waited for.
"$PRINTSEAL" set central.enabled=true central.host=cs.corp.example.com 2> /dev/null
"$PRINTSEAL" secret generate central.password
"$PRINTSEAL" secret rollover central > "$room/text"
holds rollover 1 secret rollover --status --format json
grep -q '"path": "central".*"ends": 0' "$room/out" || broken "$(cat "$room/out")"
"$PRINTSEAL" secret rollover --give-up
holds targets 0 export --list --format json
holds cert_status 0 cert status --issued --format json
holds cert_expiring 0 cert status --expiring 3 --format json
holds cert_expiring 1 cert status --expiring 9999 --format json
# What was done with certificates, or why nothing was.
holds cert_done 0 cert renew --format json
grep -q '"generation": null' "$room/out" || broken 'renew: nothing is due' "$(cat "$room/out")"
holds cert_done 0 cert renew --force --format json
holds cert_done 0 cert issue --format json
holds cert_done 0 cert client alice --output "$room/alice.pfx" --password-output "$room/alice.password" --format json
grep -q '"kind": "client"' "$room/out" || broken 'client' "$(cat "$room/out")"
grep -qF "$(cat "$room/alice.password")" "$room/out" && broken 'a password is in the output'
holds cert_export 0 cert export --format json
holds cert_done 0 cert revoke alice --format json
holds cert_export 0 cert export --format json
grep -q '"crl": "-----BEGIN X509 CRL' "$room/out" || broken 'export: no CRL' "$(cat "$room/out")"
for step in --status --start --status --switch --back --switch '--retire --force'; do
    holds cert_done 0 cert rollover $step --format json
done
holds cert_done 0 cert rollover --format json
holds cert_done 0 cert rollover --give-up --format json
holds cert_examine '0 1' cert examine "$PRINTSEAL_DIR/current/cert/server.cer" --format json
holds cert_examine '0 1' cert examine "$room/answers" --format json
brought=$PRINTSEAL_DIR/current/cert/server.cer
for mode in manual intermediate; do # a certificate that fits no key of theirs
    (
        export PRINTSEAL_DIR=$room/$mode
        printf 'server : { fqdn = "print.corp.example.com"; }; certificates : { mode = "%s"; key_type = "p256"; };' $mode > "$room/answers"
        "$PRINTSEAL" init --answers "$room/answers" > /dev/null 2>&1 || true
        holds cert_done 0 cert csr --format json
        grep -q '"pem": "-----BEGIN' "$room/out" || broken 'csr' "$(cat "$room/out")"
        holds cert_done 0 cert csr --output "$room/csr" --format json
        [ $mode = manual ] && verb=import || verb=sign-import
        holds cert_examine 1 cert $verb "$brought" --dry-run --format json
    )
done
holds strength '0 1' strength --format json < "$room/answers"
holds explain 0 explain --format json
python3 -c 'import json, sys; print(*[i["id"] for i in json.load(open(sys.argv[1]))["ids"]])' "$room/out" > "$room/ids"
for word in radius radius.hq.secret $(tr ' ' '\n' < "$room/ids" | sed -n '1~7p'); do
    holds explain 0 explain "$word" --format json
done

# What an id is for, and what a check finds, are the same ids.
"$PRINTSEAL" check --format json > "$room/out" || true
for id in $(python3 -c 'import json, sys; print(*{f["id"] for f in json.load(open(sys.argv[1]))["findings"]})' "$room/out"); do
    grep -qw -- "$id" "$room/ids" || broken "explain does not know $id"
done

# Live tests: whole, and a result a line.
(
    export PRINTSEAL_DIR=$room/other
    echo 'server : { fqdn = "127.0.0.1"; }; certificates : { key_type = "p256"; }; tls : { https_port = 9; };' > "$room/answers"
    "$PRINTSEAL" init --answers "$room/answers" > /dev/null 2>&1 || true
    holds probe 1 probe tls --format json
    "$PRINTSEAL" probe tls --format jsonl > "$room/lines" || true
    { printf '{"version": 1, "results": ['; paste -sd, "$room/lines"; echo ']}'; } > "$room/out"
    keep probe 'a line a result'
)
used+=(probe)

# Without the vault a secret is neither set nor not set.
rm "$PRINTSEAL_DIR/master.key"
holds secrets 0 secret list --format json
grep -q '"set": null' "$room/out" || broken "$(cat "$room/out")"
holds settings 0 list --format json

python3 -W error tests/report/formats.py schemas "$room/kept" || broken 'not as assets/schema has it'
for schema in assets/schema/*.json; do
    name=$(basename "$schema" .json)
    [[ " ${used[*]} " == *" $name "* ]] || broken "no command holds to $schema"
done
