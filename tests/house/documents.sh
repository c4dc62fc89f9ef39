#!/usr/bin/env bash
# Every command in every document runs; see documents.py.
set -euo pipefail
cd "$(dirname "$0")"
exec python3 documents.py "$PRINTSEAL"
