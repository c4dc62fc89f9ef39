#!/usr/bin/env bash
# Another Debian, from nothing: a bare root of it is made, two versions of the packages are built there without a warning,
# lintian looks at them, and in a root that has seen no compiler their life is played (upgrade.sh), somebody's first day
# with the README (first_day.sh), the package's own test (autopkgtest.sh), and the tarball's start (elsewhere.sh).
#
#     debian.sh [--tests [CC]] [SUITE [ARCHITECTURE]]     trixie and this machine's architecture without them
#
# --tests CC  builds there what is tested part by part, by the compiler CC (gcc without it), every warning an error, and
#             runs it; another architecture's is built by gcc for it, and run by qemu
# FIRST_DAY=FILE keeps the first day's screens and commands. PREVIOUS=COMMIT: the version before is what that commit was,
# called 0.9.0, and not this tree with another number.
#
# Not run by ctest: it takes minutes, and packages from where apt here has its own. The roots stay in build/roots and are
# used again. Nothing of this machine is mounted into them.
# shellcheck disable=SC2016 # single quotes: what another shell or apt reads
set -euo pipefail
cd "$(dirname "$0")/../.."
tests=
if [ "${1:-}" = --tests ]; then
    shift
    tests=gcc
    [[ ${1:-} != gcc && ${1:-} != clang ]] || { tests=$1; shift; }
fi
suite=${1:-trixie} architecture=${2:-$(dpkg --print-architecture)}
. assets/packages.sh
[ "$(id -u)" -eq 0 ] || { echo 'skipped: needs root'; exit 77; }
command -v debootstrap > /dev/null || { echo 'skipped: debootstrap is not here'; exit 77; }
site=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | grep -v security | sed -n 1p)
[ -n "$site" ] || { echo 'skipped: apt has no source of packages'; exit 77; }
own=$(dpkg --print-architecture)
[ "$architecture" = "$own" ] || [ -n "$tests" ] || { echo 'another architecture is for --tests'; exit 2; }
roots=$PWD/build/roots
bare=$roots/$suite-$own builder=$roots/$suite-$architecture-build
mkdir -p "$roots"

# In a root, with nothing of this one's environment: inside ROOT COMMAND...
inside() {
    local into=$1
    shift
    unshare --mount --pid --fork --kill-child sh -c 'into=$0
        mount -t proc proc "$into/proc" && mount -t devpts -o newinstance,ptmxmode=0666 devpts "$into/dev/pts" &&
        exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
            SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH" chroot "$into" "$@"' "$into" "$@"
}
quietly() { # what it says only if it fails
    "$@" > "$roots/log" 2>&1 || { tail -n 60 "$roots/log"; exit 1; }
}
warned() { # a compiler's log without a warning
    ! grep -E 'warning: ' "$1" || exit 1
}
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2> /dev/null || stat -c %Y CMakeLists.txt)
export SOURCE_DATE_EPOCH

if [ ! -e "$bare/made" ]; then
    rm -rf --one-file-system "$bare"
    debootstrap --variant=minbase "$suite" "$bare" "$site" > "$roots/log" 2>&1 || {
        grep -qE 'Failed getting release|Invalid Release|Couldn.t download' "$roots/log" && { echo "skipped: no $suite is reachable"; exit 77; }
        tail -n 20 "$roots/log"
        exit 1
    }
    touch "$bare/made"
fi
[ -d "$builder" ] || cp -a "$bare" "$builder"
echo force-unsafe-io > "$builder/etc/dpkg/dpkg.cfg.d/unsafe-io" # it would be made again

# The tree as it is here, beside what was built of it before.
mkdir -p "$builder/srv/printseal"
find "$builder/srv/printseal" -mindepth 1 -maxdepth 1 ! -name build -exec rm -rf {} +
tar --exclude=./build --exclude=./.git -c . | tar -C "$builder/srv/printseal" -x --no-same-owner
# Built, and run part by part. Libraries are those of the architecture; what builds is this machine's.
build_parts() {
    local packages=() options=() name triplet
    # shellcheck disable=SC2086 # lists of words
    set -- $BUILD_PACKAGES libcmocka-dev gnutls-bin openssl "$tests"
    if [ "$architecture" != "$own" ]; then
        for name; do [[ $name = lib*-dev ]] && packages+=("$name:$architecture") || packages+=("$name"); done
        quietly inside "$builder" dpkg --add-architecture "$architecture"
        set -- "${packages[@]}" "crossbuild-essential-$architecture" qemu-user-static
        triplet=$(dpkg-architecture -a "$architecture" -q DEB_HOST_GNU_TYPE 2> /dev/null)
        options=(-DCMAKE_SYSTEM_NAME=Linux "-DCMAKE_SYSTEM_PROCESSOR=${triplet%%-*}" "-DCMAKE_C_COMPILER=$triplet-gcc"
            "-DPKG_CONFIG_EXECUTABLE=/usr/bin/$triplet-pkg-config"
            "-DCMAKE_CROSSCOMPILING_EMULATOR=$(dpkg-architecture -a "$architecture" -q DEB_HOST_GNU_CPU 2> /dev/null | sed 's/i686/i386/;s|^|/usr/bin/qemu-|')-static")
    else
        options=("-DCMAKE_C_COMPILER=$tests")
    fi
    quietly inside "$builder" sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"' sh "$@"
    quietly inside "$builder" sh -c 'cd /srv/printseal && to=build/$1 && shift &&
        cmake -G Ninja -B "$to" -DCMAKE_BUILD_TYPE=Debug -DPRINTSEAL_WERROR=ON -DPRINTSEAL_TESTS=ON "$@" && cmake --build "$to" -- -k 0' \
        sh "$tests" "${options[@]}"
    inside "$builder" sh -c 'cd /srv/printseal/build/$1 && ctest -j2 --output-on-failure -R "^(backend|tui|screens)/" > log ||
        { cat log; exit 1; }; tail -n 3 log' sh "$tests"
}
if [ -n "$tests" ]; then
    build_parts
    exit
fi
# The README's first command, then its packages.
quietly inside "$builder" bash /srv/printseal/assets/run.sh --version
rm -rf "$builder/srv/packages"
version=$(sed -n 's/^project(printseal VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
next=${version%.*}.$((${version##*.} + 1))
packed() { # the tree in the builder, the version it is called
    quietly inside "$builder" bash "$1/assets/package.sh" --output /srv/packages --version "$2"
    warned "$builder/srv/packages/build.log"
}
packed /srv/printseal "$version"
if [ -n "${PREVIOUS:-}" ]; then
    export BEFORE=0.9.0 # for upgrade.sh
    next=$BEFORE
    rm -rf "$builder/srv/previous"
    mkdir "$builder/srv/previous"
    git archive "$PREVIOUS" | tar -C "$builder/srv/previous" -x --no-same-owner
    packed /srv/previous "$BEFORE"
else
    packed /srv/printseal "$next"
fi
quietly inside "$builder" sh -c 'cd /srv/printseal && cmake --build build/release && cpack --config build/release/CPackConfig.cmake -B /srv/packages'
export PACKAGE_ROOT=$bare PACKAGES=$builder/srv/packages
tests/package/upgrade.sh
rm "$PACKAGES"/printseal*_"$next"[._]*
for part in first_day autopkgtest elsewhere; do
    status=0
    "tests/package/$part.sh" || status=$?
    [ $status -eq 0 ] || [ $status -eq 77 ] || exit 1
done
echo "$suite $architecture: built, lintian is content, installed, upgraded, removed and purged"
