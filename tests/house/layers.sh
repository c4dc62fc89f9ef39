#!/usr/bin/env bash
# The source tree: folders in layers, names that are found once, the trade's words.
set -euo pipefail
cd "$(dirname "$0")/../.."
python3 tests/house/layers.py
python3 tests/house/names.py 99
python3 tests/house/words.py
