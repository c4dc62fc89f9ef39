#!/usr/bin/env bash
# Tab is pressed in the three shells.
set -euo pipefail
cd "$(dirname "$0")"
for shell in bash zsh fish; do
    python3 completion.py "$PRINTSEAL" "$shell"
done
