#!/usr/bin/env bash
# Another Debian, from nothing: a bare root of it is made, the packages are built there without a warning, lintian looks at
# them, and their life is played (upgrade.sh) in a root that has seen no compiler.
#
#     debian.sh [--tests [CC]] [SUITE [ARCHITECTURE]]     trixie and this machine's architecture without them
#
# --tests CC  builds there what is tested part by part, by the compiler CC (gcc without it), every warning an error, and runs it
#
# Not run by ctest: it takes minutes and packages from where apt here has its own. The roots stay in build/roots and are
# used again. Nothing of this machine is mounted into them.
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
roots=$PWD/build/roots
bare=$roots/$suite-$architecture builder=$bare-build
mkdir -p "$roots"

# In a root, with nothing of this one's environment: inside ROOT COMMAND...
inside() {
    local root=$1
    shift
    # shellcheck disable=SC2016 # the inner shell's
    unshare --mount --pid --fork --kill-child sh -c 'root=$0
        mount -t proc proc "$root/proc" && mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts" &&
        exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
            SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH" chroot "$root" "$@"' "$root" "$@"
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
    rm -rf --one-file-system "$bare" "$builder"
    debootstrap --variant=minbase --arch="$architecture" "$suite" "$bare" "$site" > "$roots/log" 2>&1 || {
        grep -qE 'Failed getting release|Invalid Release|Couldn.t download' "$roots/log" && { echo "skipped: no $suite is reachable"; exit 77; }
        tail -n 20 "$roots/log"
        exit 1
    }
    touch "$bare/made"
fi
[ -d "$builder" ] || cp -a "$bare" "$builder"
echo force-unsafe-io > "$builder/etc/dpkg/dpkg.cfg.d/unsafe-io" # it is no loss

# The tree as it is here, beside what was built of it before.
mkdir -p "$builder/srv/printseal"
find "$builder/srv/printseal" -mindepth 1 -maxdepth 1 ! -name build -exec rm -rf {} +
tar --exclude=./build --exclude=./.git -c . | tar -C "$builder/srv/printseal" -x --no-same-owner
rm -rf "$builder/srv/packages"
if [ -n "$tests" ]; then
    # shellcheck disable=SC2086 # lists of words
    quietly inside "$builder" bash -c '. /srv/printseal/assets/packages.sh; need_packages "$@"' bash $BUILD_PACKAGES libcmocka-dev "$tests"
    quietly inside "$builder" sh -c 'cd /srv/printseal && CC=$1 cmake -G Ninja -B build/$1 -DCMAKE_BUILD_TYPE=Debug \
        -DPRINTSEAL_WERROR=ON -DPRINTSEAL_TESTS=ON && cmake --build build/$1' sh "$tests"
    inside "$builder" sh -c 'cd /srv/printseal && ctest --test-dir build/$1 -j2 --output-on-failure -R "^(backend|tui|screens)/" > build/$1/log ||
        { cat build/$1/log; exit 1; }; tail -n 3 build/$1/log' sh "$tests"
    exit
fi
quietly inside "$builder" bash /srv/printseal/assets/package.sh --output /srv/packages
warned "$builder/srv/packages/build.log"
PACKAGE_ROOT=$bare PACKAGES=$builder/srv/packages tests/package/upgrade.sh
echo "$suite $architecture: built, lintian is content, installed, upgraded, removed and purged"
