#!/usr/bin/env bash
# The release, built a second time in another folder without ccache, is the same bytes wherever it is installed from,
# and no installed file knows where it was built.
set -euo pipefail
cd "$(dirname "$0")/../.."
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
quietly() { "$@" > "$room/log" 2>&1 || { tail -50 "$room/log"; exit 1; }; }

mkdir -p "$room/elsewhere/a source"
cp -r .github CMakeLists.txt README.md CHANGELOG.md LICENSE assets backend screens tui "$room/elsewhere/a source"
export CCACHE_DISABLE=1
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) # the copy has no commits to take its date from
export SOURCE_DATE_EPOCH
quietly cmake -S "$room/elsewhere/a source" -B "$room/build" -G Ninja -DCMAKE_BUILD_TYPE=Release
quietly cmake --build "$room/build"
DESTDIR=$room/first quietly cmake --install build/release --prefix /usr
DESTDIR=$room/second quietly cmake --install "$room/build" --prefix /usr

# Something is compared: the program and its parts are there.
for program in bin/printseal libexec/printseal/certificates libexec/printseal/probe libexec/printseal/reports libexec/printseal/discover libexec/printseal/codes; do
    [ -s "$room/second/usr/$program" ] || { printf 'not installed: %s\n' "$program"; exit 1; }
done
diff -r "$room/first" "$room/second"
for path in "$PWD/" "$room/"; do
    if grep -raFl -- "$path" "$room/first" "$room/second"; then
        printf 'these files know where they were built: %s\n' "$path"
        exit 1
    fi
done
