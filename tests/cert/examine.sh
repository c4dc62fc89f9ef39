#!/usr/bin/env bash
# Makes what people bring, good and bad, and plays cases.txt with it: examine.sh PROGRAM.
set -euo pipefail
program=$(readlink -f "$1")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
export LC_ALL=C.UTF-8 TZ=UTC
cd "$room"
"$here/make.sh"
python3 "$here/examine.py" "$program" "$room" "$here/cases.txt"
