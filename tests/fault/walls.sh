#!/usr/bin/env bash
# What a worker that was taken over may do: every kind of work, by root and by a user, without Landlock, too.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ "$(id -u)" -eq 0 ] || { echo "only root looks into those who hide"; exit 77; }
python3 tests/fault/walls.py build/debug/tests/inside "${PRINTSEAL:-build/release/printseal}"
