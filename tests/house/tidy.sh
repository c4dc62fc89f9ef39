#!/usr/bin/env bash
# clang-tidy over every source, with the rules of .clang-tidy; its words only if there is something.
set -euo pipefail
cd "$(dirname "$0")/../.."
git ls-files -z 'backend/*.c' 'tui/*.c' 'screens/*.c' | xargs -0 -n 1000 python3 tests/house/tidy.py
