#!/usr/bin/env bash
# In German people read German, also what a worker composed; programs read the same bytes as in English.
set -euo pipefail
cd "$(dirname "$0")/../.."
PRINTSEAL=${PRINTSEAL:-$PWD/build/release/printseal}
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
failed=0
export PRINTSEAL_DIR=$room/etc
in_language() { # language, words; what it prints goes to a file of that language
    local status=0
    env LC_ALL=C.UTF-8 LANGUAGE="$1" "$PRINTSEAL" "${@:2}" > "$room/$1" 2>&1 || status=$?
    echo "$status" >> "$room/$1"
}
both() {
    in_language en "$@"
    in_language de "$@"
}
same() {
    both "$@"
    # Two runs, two times.
    sed -i -E 's/[0-9]{2}:[0-9]{2}:[0-9]{2}Z/TIME/g; s/(_seconds.*) [0-9]+$/\1 SECONDS/' "$room/en" "$room/de"
    cmp -s "$room/en" "$room/de" && return
    printf 'printseal %s is not the same in German:\n' "$*"
    diff "$room/en" "$room/de" || failed=1
}
german() { # a German text, words
    both "${@:2}"
    grep -qF -- "$1" "$room/de" && ! grep -qF -- "$1" "$room/en" && return
    printf 'printseal %s: no "%s" in\n' "${*:2}" "$1"
    cat "$room/de"
    failed=1
}
env LC_ALL=C.UTF-8 LANGUAGE=de "$PRINTSEAL" init server.fqdn=print01.corp.example.com certificates.key_type=p256 \
    --recovery-file "$room/recovery" > /dev/null
LANGUAGE=de LC_ALL=C.UTF-8 "$PRINTSEAL" set tls.http_enabled=true smtp.enabled=true smtp.host=127.0.0.1 smtp.port=9 smtp.security=none > /dev/null

grep -Eq '^what: set ' "$room/etc/current/MANIFEST" || { echo 'the manifest is not English:' && cat "$room/etc/current/MANIFEST" && failed=1; }
same check --format json
same check --format prometheus
same explain --format json tls.http_enabled
same cert status --format json
same history --format json
same export --list --format json
same list
for language in en de; do # the next run reads it
    env LC_ALL=C.UTF-8 LANGUAGE="$language" "$PRINTSEAL" check --watch "$room/$language-watch" > /dev/null || true
    sed -i -E "s/[0-9]{2}:[0-9]{2}:[0-9]{2}Z/TIME/g" "$room/$language-watch"
done
diff "$room/en-watch" "$room/de-watch" || failed=1
for target in cups nginx hand-over windows-firewall myq-checklist; do
    for language in en de; do
        env LC_ALL=C.UTF-8 LANGUAGE="$language" "$PRINTSEAL" export "$target" --output "$room/$language-$target" > /dev/null 2>&1
    done
    diff -r "$room/en-$target" "$room/de-$target" || failed=1
done
same answers
same completion bash
german 'Aufruf' --help
german '.SH "BESCHREIBUNG"' manual printseal
german 'sollte sein' check
german 'es gibt' nonsense
german 'Note' check
german '<html lang="de">' check --format html
german 'Inhaber' cert status
german 'Geheimnis' explain radius.secret
german 'dort lauscht nichts' probe smtp
"$PRINTSEAL" add radius.hq host=radius.corp.example.com > "$room/added" 2>&1 || { cat "$room/added"; failed=1; }
german 'radius.hq: hinzugefügt' diff
german '(leer) -> radius.corp.example.com' diff
same diff --format json
# What an export holds is English, but why there is none is not.
"$PRINTSEAL" -C "$room/manual" init server.fqdn=print01.corp.example.com certificates.mode=manual --recovery-file "$room/manual.code" > /dev/null || true # without a certificate there is a finding
german "es gibt kein Stammzertifikat" -C "$room/manual" export windows-trust --output "$room/trust"
# Days are the language's, but not where a program or a later run reads them.
both history
grep -qE '[0-9]{2}[.][0-9]{2}[.]20[0-9]{2} ' "$room/de" && ! grep -qE '20[0-9]{2}-[0-9]{2}' "$room/de" || { cat "$room/de"; failed=1; }
grep -qE '20[0-9]{2}-[0-9]{2}-[0-9]{2}T' "$room/en" || { cat "$room/en"; failed=1; }
# Workers find the catalogues beside themselves, wherever the programs are.
mkdir "$room/build"
cp -a "$(dirname "$PRINTSEAL")"/{printseal,libexec,share} "$room/build"
python3 assets/po/pseudo.py "$room/build/share/locale"
mkdir "$room/other"
python3 tests/report/untranslated.py "$room/build/printseal" "$room/other" || failed=1
[ "$failed" -eq 0 ] && echo 'people read German, programs English'
exit "$failed"
