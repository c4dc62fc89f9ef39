#!/usr/bin/env bash
# What people bring, taken over for real: every case of cases.txt that an import can meet. imports.sh PROGRAM FOLDER
set -euo pipefail
# shellcheck source=tests/cert/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cp -r "$2" cases && cd cases
unset PRINTSEAL_DIR
python3 "$here/imports.py" "$printseal" "$room/cases" "$here/cases.txt"
