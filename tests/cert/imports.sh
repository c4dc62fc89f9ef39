#!/usr/bin/env bash
# What people bring, taken over for real: every case of cases.txt that an import can meet. imports.sh PROGRAM FOLDER RELEASE
# What is refused goes no further than what cert/examine runs under sanitizers, so the release program is asked, which
# takes a third of the time.
set -euo pipefail
# shellcheck source=tests/cert/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
release=$3
cp -r "$2" cases && cd cases
unset PRINTSEAL_DIR
python3 "$here/imports.py" "$printseal" "$release" "$room/cases" "$here/cases.txt"
