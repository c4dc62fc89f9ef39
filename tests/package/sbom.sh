#!/usr/bin/env bash
# The SPDX document of the release build; a tag is the version's.
set -euo pipefail
cd "$(dirname "$0")/../.."
python3 tests/package/sbom.py build/release
version=$(sed -n 's/^project(printseal VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
for tag in $(git tag --points-at HEAD 2> /dev/null); do
    [[ $tag != v[0-9]* || $tag = "v$version" ]] || { printf 'tag %s of version %s\n' "$tag" "$version"; exit 1; }
done
