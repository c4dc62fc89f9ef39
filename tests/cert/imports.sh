#!/usr/bin/env bash
# What people bring, taken over for real: every case of cases.txt that an import can meet. imports.sh PROGRAM
set -euo pipefail
# shellcheck source=tests/cert/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
mkdir cases && cd cases
"$here/make.sh"
unset PRINTSEAL_DIR
python3 "$here/imports.py" "$printseal" "$room/cases" "$here/cases.txt"
