#!/usr/bin/env bash
# An export onto a full disk: the old files or the new ones, never some of each, and never exit 0.
# shellcheck source=tests/export/lib.sh
. "$(dirname "$0")/lib.sh"
own_namespaces

site print01.corp.example.com
mkdir "$room/small"
mount -t tmpfs -o size=64k,mode=0755 none "$room/small" 2> "$room/why" || skip "no tmpfs here: $(cat "$room/why")"
sums() {
    (cd "$room/small/out" && find . -type f -exec sha256sum {} + | sort)
}
export_it() {
    "$PRINTSEAL" export myq-checklist --output "$room/small/out" > "$room/said" 2>&1
}
head -c 40000 /dev/zero > "$room/small/fill"
export_it && expect 'a full disk' refused written
expect 'the sentence' 1 "$(grep -c 'No space left' "$room/said")"
expect 'nothing is there' '' "$(sums)"
rm "$room/small/fill"
export_it || { cat "$room/said"; failed=1; }
sums > "$room/before"
"$PRINTSEAL" set tls.https_port=8443
head -c 64000 /dev/zero > "$room/small/fill" 2> /dev/null || true
export_it && expect 'a full disk' refused written
expect 'the old files are there' '' "$(diff "$room/before" <(sums))"
umount "$room/small"
exit $failed
