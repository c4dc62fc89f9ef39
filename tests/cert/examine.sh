#!/usr/bin/env bash
# What people bring, good and bad, as make.sh has made it in a folder, and cases.txt played with it:
# examine.sh PROGRAM FOLDER
set -euo pipefail
program=$(readlink -f "$1")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cp -r "$2/." "$room"
export LC_ALL=C.UTF-8 TZ=UTC
cd "$room"
# Pipes, and password files as Windows writes them.
fine() { "$program" cert examine "$@" > log 2>&1 || { cat log; echo "refused: $*"; exit 1; }; }
fine - < all.pem
fine /dev/stdin < all.pem
cat all.pem | fine -
fine <(cat all.pem) --trust <(cat root.pem)
fine --password-file <(cat password) modern.pfx
fine --password-file - modern.pfx < password
{ printf '\xEF\xBB\xBF'; cat password; printf '\r\n'; } > password-bom
{ printf '\xFF\xFE'; { cat password; printf '\r\n'; } | iconv -t UTF-16LE; } > password-utf16
iconv -t UTF-16BE password > password-utf16be
for file in password-bom password-utf16 password-utf16be; do fine --password-file "$file" modern.pfx; done
python3 "$here/examine.py" "$program" "$room" "$here/cases.txt"
