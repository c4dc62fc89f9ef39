#!/usr/bin/env bash
# Installs what the tests need, builds with both compilers, runs everything, ends with ctest's last lines.
# --thorough: saves under injected errors and kills before that, a table, a row a kind of save; fuzzers a minute each;
# the role on 20 hosts; the Debian packages of two versions compiled as Debian does, here and in bare roots of both Debians.
set -euo pipefail
cd "$(dirname "$0")/.."
. assets/packages.sh

# shellcheck disable=SC2086 # a list of words
need_packages $BUILD_PACKAGES $TEST_PACKAGES

# What was compiled is found from any folder. CCACHE_DEPEND is left alone: it took objects of other headers for these.
export CCACHE_BASEDIR=$PWD
mkdir -p build
for preset in release debug fuzz; do # fuzz is built by clang, with the same warnings; of debug alone the tests are built
    cmake --preset "$preset" > "build/$preset.log" 2>&1 || { cat "build/$preset.log"; exit 1; }
    echo "building: $preset"
    cmake --build --preset "$preset" -j2 > "build/$preset.log" 2>&1 || { cat "build/$preset.log"; exit 1; }
done

if [ "${1:-}" = --thorough ]; then # hours: every kind of save, every system call, every error
    shift
    tests/fault/saves.sh --thorough
    TIDY_STATES=225000 tests/house/tidy.sh
    FUZZ_SECONDS=1800 tests/house/fuzz.sh
    PRINTSEAL=$PWD/build/release/printseal tests/ansible/fleet.sh 20
    tests/package/upgrade.sh --thorough
    # shellcheck disable=SC2086
    need_packages $THOROUGH_PACKAGES
    for suite in bookworm trixie; do # 77: not reachable from here
        tests/package/debian.sh "$suite" || [ $? -eq 77 ]
    done
    tests/package/image.sh || [ $? -eq 77 ]
fi
# What was freed is kept from being used again for 16 MiB instead of 256: where a password is stretched, half of the time
# goes into those. Two places a processor, and one for who waits: PROCESSORS in tests/CMakeLists.txt.
export ASAN_OPTIONS=quarantine_size_mb=16
exec ctest --test-dir build/debug -j$((2 * $(nproc) + 1)) --output-on-failure --timeout 600 "$@"
