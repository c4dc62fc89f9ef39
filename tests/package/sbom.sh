#!/usr/bin/env bash
# The SPDX document of the release build; a tag is the version's.
set -euo pipefail
cd "$(dirname "$0")/../.."
python3 tests/package/sbom.py build/release
version=$(sed -n 's/^project(printseal VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
git tag --points-at HEAD 2> /dev/null | grep '^v' | { ! grep -vxF "v$version"; } || { printf 'the tag is not v%s\n' "$version"; exit 1; }
