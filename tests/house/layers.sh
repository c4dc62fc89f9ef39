#!/usr/bin/env bash
# The source tree: folders in layers, names that are found once, the trade's words, a play for each screen and box.
set -euo pipefail
cd "$(dirname "$0")/../.."
python3 tests/house/layers.py
python3 tests/house/names.py 99
python3 tests/house/words.py
python3 tests/house/plays.py
