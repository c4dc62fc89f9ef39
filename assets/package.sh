#!/usr/bin/env bash
# Builds the Debian packages printseal and printseal-doc of this source: a copy of the tree with debian/, by
# dpkg-buildpackage, looked at by lintian. Version and date are not written anywhere again: CMakeLists.txt and git have them.
#
#     assets/package.sh [--output DIR] [--version VERSION] [--compiled BUILD]
#
# --output DIR      where the packages go; build/package without it
# --version VERSION another version than the tree's, for a test of upgrades
# --compiled BUILD  packs what the folder BUILD has compiled, in seconds, instead of compiling: for tests of the packing
set -euo pipefail
house=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
output=$house/build/package version='' compiled=''
while [ $# -gt 0 ]; do
    case $1 in
    --output) output=$2 ;;
    --version) version=$2 ;;
    --compiled) compiled=$(cd "$2" && pwd) ;;
    *) sed -n '2,/^set/{/^set/d; s/^# \{0,1\}//; p}' "$0" >&2; exit 2 ;;
    esac
    shift 2
done
. "$house/assets/packages.sh"
# shellcheck disable=SC2086 # lists of words
need_packages $BUILD_PACKAGES $PACKAGE_PACKAGES

own=$(sed -n 's/^project(printseal VERSION \([0-9.]*\).*/\1/p' "$house/CMakeLists.txt")
version=${version:-$own}
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$house" log -1 --format=%ct 2> /dev/null || stat -c %Y "$house/CMakeLists.txt")}
export SOURCE_DATE_EPOCH
mkdir -p "$output"
output=$(cd "$output" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
tree=$scratch/printseal-$version
mkdir "$tree"
tar -C "$house" --exclude=./build --exclude='./.git' --exclude=./assets/debian -c . | tar -C "$tree" -x --no-same-owner
cp -r "$house/assets/debian" "$tree/debian"
sed -i "s/^project(printseal VERSION $own/project(printseal VERSION $version/" "$tree/CMakeLists.txt"
printf 'printseal (%s) unstable; urgency=medium\n\n  * CHANGELOG.md tells what is new.\n\n -- %s  %s\n' "$version" \
    "$(sed -n 's/^Maintainer: //p' "$tree/debian/control")" "$(date -uR -d "@$SOURCE_DATE_EPOCH")" > "$tree/debian/changelog"
if [ -n "$compiled" ]; then
    sed -i '/^override_dh_auto_configure:$/,/^$/d; /^override_dh_auto_test:$/,/^$/d' "$tree/debian/rules"
    cat >> "$tree/debian/rules" << END

override_dh_auto_configure override_dh_auto_build override_dh_auto_test:
override_dh_auto_install:
	DESTDIR=debian/tmp cmake --install $compiled --prefix /usr
override_dh_strip:
	dh_strip --no-automatic-dbgsym
override_dh_dwz:
override_dh_builddeb:
	dh_builddeb -- -Zgzip -z1
END
fi

mode=(-F)
[ -z "$compiled" ] || mode=(-b) # what was compiled elsewhere has no source package
(cd "$tree" && dpkg-buildpackage -us -uc "${mode[@]}") > "$output/build.log" 2>&1 || {
    tail -n 40 "$output/build.log" >&2
    exit 1
}
[ -n "$compiled" ] || lintian --allow-root --fail-on error,warning "$scratch"/*.changes >&2
find "$scratch" -maxdepth 1 -type f -exec cp -t "$output" {} +
ls "$output"/printseal*_"$version"_*.deb
