#!/usr/bin/env bash
# assets/debian/tests as Debian runs them: by autopkgtest in a bare root, with what their control file asks for. debian.sh
# runs it; of what this machine has compiled upgrade.sh runs the same script, without autopkgtest.
#
# PACKAGE_ROOT is the bare root, PACKAGES the folder with the packages and their source.
set -euo pipefail
cd "$(dirname "$0")/../.."
command -v autopkgtest > /dev/null || { echo 'skipped: autopkgtest is not here'; exit 77; }
script_words=("$@")
. tests/bare_root.sh
mount -t proc proc /proc
mount -t proc proc "$root/proc"
inside apt-get update -qq > "$room/out" 2>&1 || broken "$(cat "$room/out")"
autopkgtest "$PACKAGES"/printseal_*.deb "$PACKAGES"/printseal_*.dsc -- chroot "$root" > "$room/out" 2>&1 ||
    broken "$(tail -n 60 "$room/out")"
grep -qE "^smoke +PASS\$" "$room/out" || broken 'no test was run' "$(tail -n 60 "$room/out")"
