#!/usr/bin/env bash
# Functions that a test replaces (--wrap) are compiled apart: a linker does not see a call from the same object, and the
# test would call the real one unnoticed. The list is REPLACED in CMakeLists.txt.
set -euo pipefail
cd "$(dirname "$0")/../.."
replaced=$(grep -ohE 'wrap=\w+' build/*/build.ninja | sed 's/wrap=//' | sort -u)
joined=$(find build/debug/CMakeFiles -path '*/Unity/*.o' -print0 | xargs -0 -r nm --defined-only | awk '$2 == "T" { print $3 }' | sort -u)
[ -n "$replaced" ] && [ -n "$joined" ] || { echo 'nothing to look at: are the files joined?'; exit 77; }
wrong=$(comm -12 <(echo "$replaced") <(echo "$joined"))
[ -z "$wrong" ] && exit
printf 'replaced by a test, but joined with what calls it (REPLACED in CMakeLists.txt): %s\n' $wrong
exit 1
