#!/usr/bin/env bash
# Installs what is missing, builds what changed, and starts printseal with the arguments given. What
# it has to say goes to standard error; standard output and input are the program's.
set -euo pipefail
house=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
program=$house/build/release/printseal

# Anything newer than the program? Stops at the first file that is.
stale() {
    [ ! -x "$program" ] ||
        [ -n "$(find "$house"/{backend,tui,screens,assets/words,CMakeLists.txt,CMakePresets.json} \
            -newer "$program" -print -quit)" ]
}

install_packages() {
    # shellcheck source=assets/packages.sh
    . "$house/assets/packages.sh"
    # shellcheck disable=SC2086 # a list of words
    need_packages $BUILD_PACKAGES
}

build() {
    local log=$house/build/release.log
    echo "printseal: building" >&2
    if ! (cd "$house" && cmake --preset release && cmake --build --preset release --target printseal) \
        > "$log" 2>&1; then
        cat "$log" >&2
        exit 3
    fi
    touch "$program" # also if nothing had to be linked anew
}

# One at a time: who waited finds it built.
if stale; then
    mkdir -p "$house/build"
    exec 9> "$house/build/lock"
    flock 9
    if stale; then
        install_packages < /dev/null >&2
        build < /dev/null
    fi
    exec 9>&-
fi
exec "$program" "$@"
