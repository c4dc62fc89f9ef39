#!/usr/bin/env bash
# The tarball of cpack: unpacked anywhere it runs, names what it needs, and its units start what /usr/local has.
set -euo pipefail
cd "$(dirname "$0")/../.."
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cpack --config build/release/CPackConfig.cmake -B "$room/out" > "$room/log" 2>&1 || { cat "$room/log"; exit 1; }
(cd "$room/out" && sha256sum -c --quiet ./*.sha256)
mkdir "$room/unpacked"
tar -C "$room/unpacked" --strip-components=1 -xf "$room"/out/printseal-*.tar.gz
here=$room/unpacked/usr/local
grep -q '^openssl [3-9]' "$here/share/printseal/NEEDS"
[ -e "$here/share/printseal/printseal.spdx.json" ]
grep -q '^ExecStart=/usr/local/bin/printseal ' "$here/lib/systemd/system/printseal-renew.service"
printf 'server : { fqdn = "print01.corp.example.com"; };\ncertificates : { key_type = "p256"; };\n' > "$room/answers"
"$here/bin/printseal" -C "$room/conf" init --answers "$room/answers" --recovery-file "$room/recovery" > "$room/log" 2>&1 ||
    { cat "$room/log"; exit 1; }
"$here/bin/printseal" -C "$room/conf" check > "$room/log" || { cat "$room/log"; exit 1; }
