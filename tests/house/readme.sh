#!/usr/bin/env bash
# The picture in the README is the first screen of a play, and the two commands it names are there.
set -euo pipefail
cd "$(dirname "$0")/../.."
diff <(awk '/^```/ { n++; next } n == 1' README.md) \
    <(awk '/^cursor/ { exit } /^\|/ { sub(/^\|/, ""); print }' tests/screens/radius_secret.play)
[ -x assets/run.sh ] && [ -x tests/run.sh ]
