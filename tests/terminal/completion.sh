#!/usr/bin/env bash
# Tab is pressed in the three shells.
set -euo pipefail
cd "$(dirname "$0")"
exec python3 completion.py "$PRINTSEAL" bash zsh fish
