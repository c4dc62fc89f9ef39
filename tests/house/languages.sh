#!/usr/bin/env bash
# Texts of the sources are collected, and each language has all of them.
set -euo pipefail
cd "$(dirname "$0")/../.."
wrong=0
python3 assets/po/update.py --check || wrong=1
for po in assets/po/*.po; do
    msgfmt --check-format --check-header --check-domain -o /dev/null "$po" || wrong=1
    msgcmp "$po" assets/po/printseal.pot || { echo "$po lacks texts: msgmerge --update $po assets/po/printseal.pot"; wrong=1; }
    for kind in --untranslated --only-fuzzy; do
        rest=$(msgattrib "$kind" --no-obsolete --no-wrap "$po" | grep -c '^msgid "[^"]' || true)
        [ "$rest" -eq 0 ] || { echo "$po: $rest ${kind#--}"; wrong=1; }
    done
done
[ "$wrong" -eq 0 ] && echo "$(find assets/po -name '*.po' | wc -l) languages, $(grep -c '^msgid "' assets/po/printseal.pot) texts each"
exit "$wrong"
