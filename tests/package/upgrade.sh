#!/usr/bin/env bash
# The life of the package in a root of its own: installed, a configuration made, upgraded, removed, installed again, purged.
# What is told: no conffile, nothing enabled, no user, folders as the vault wants them, not a byte of a configuration
# touched before the purge, nothing left after it.
#
#     upgrade.sh [--thorough]   packs what build/release has compiled; --thorough compiles both versions as Debian does
#
# PACKAGE_ROOT is a bare root of another Debian, to be used instead of this machine's; PACKAGES a folder with the packages
# of this version, and perhaps of the next, made there (debian.sh); BEFORE the version of theirs that this one follows.
set -euo pipefail
cd "$(dirname "$0")/../.."
script_words=("$@")
. tests/bare_root.sh old new

# Two versions.
version=$(sed -n 's/^project(printseal VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
next=${version%.*}.$((${version##*.} + 1))
[ -z "${BEFORE:-}" ] || next=$version version=$BEFORE
if [ -n "${PACKAGES:-}" ]; then
    cp "$PACKAGES"/printseal{,-doc}_"$version"_*.deb "$room/old"
    cp "$PACKAGES"/printseal{,-doc}_"$next"_*.deb "$room/new" 2> /dev/null || true
elif [ "${1:-}" = --thorough ]; then
    assets/package.sh --output "$room/old" > /dev/null
    assets/package.sh --output "$room/new" --version "$next" > /dev/null
else
    assets/package.sh --output "$room/old" --compiled build/release > "$room/out" || broken "$(cat "$room/out")"
    lintian --allow-root --fail-on error,warning "$room"/old/printseal{,-doc}_*.deb > "$room/out" 2>&1 || broken "$(cat "$room/out")"
fi
compiled_twice=yes
if [ -z "$(ls "$room/new")" ]; then # the same with another version
    compiled_twice=
    for file in "$room"/old/printseal{,-doc}_*.deb; do
        dpkg-deb -R "$file" "$room/raised"
        sed -i "s/^Version: .*/Version: $next/" "$room/raised/DEBIAN/control"
        dpkg-deb -Znone -b "$room/raised" "$room/new" > /dev/null
        rm -rf "$room/raised"
    done
fi
rm -f "$room"/*/*dbgsym*

dpkg_does() {
    inside dpkg --force-unsafe-io "$@" > "$room/said" 2>&1 || broken "dpkg $*" "$(cat "$room/said")"
}
said() { grep -qF -- "$1" "$room/said" || broken "not said: $1" "$(cat "$room/said")"; }
program() { inside printseal "$@" > "$room/out" 2>&1 || broken "printseal $*" "$(cat "$room/out")"; }
is() { [ "$1" = "$2" ] || broken "$3 is '$1' and not '$2'"; }
# What there was not before, or not so, but for the books of dpkg: the layer over the root has all that was written.
left_over() {
    local path
    (cd "$room/upper" && find . -path ./srv -prune -o -path ./var/lib/dpkg -prune -o -path ./var/log -prune -o \( -type f -o -type l -o -type d \) -print) |
        while read -r path; do
            if [ ! -e "${PACKAGE_ROOT:-}/$path" ] && [ ! -L "${PACKAGE_ROOT:-}/$path" ]; then
                echo "$path"
            elif [ -f "$room/upper/$path" ] && ! cmp -s "$room/upper/$path" "${PACKAGE_ROOT:-}/$path"; then
                echo "$path"
            fi
        done
}
everything() { # of the configuration: what, whose, with which rights, which bytes
    (cd "$root/etc/printseal" && find . -printf '%p %y %m %u:%g %l\n' | sort && find . -type f -exec sha256sum {} + | sort -k2)
}

# The root: nothing of this machine's own configuration or programs.
for folder in "$PWD" /tmp "$HOME"; do
    mkdir -p "$root$folder"
    mount -t tmpfs none "$root$folder"
done
mount -t proc proc "$root/proc"
[ -n "${PACKAGE_ROOT:-}" ] || mount --bind /dev "$root/dev" # a bare root has its own
inside dpkg --purge printseal printseal-doc > /dev/null 2>&1 || true
rm -rf "$root"/etc/printseal* "$root"/usr/{,local/}bin/printseal "$root"/usr/{,local/}libexec/printseal "$root"/var/lib/printseal
mkdir -p "$root/srv/"{old,new}
cp "$room"/old/*.deb "$root/srv/old"
cp "$room"/new/*.deb "$root/srv/new"
cp assets/debian/tests/smoke "$root/srv/smoke"

rm -f "$root/var/lib/man-db/auto-update" # six times the pages of this whole machine

# What a bare root lacks comes as it does for everybody: what each of the two depends on.
if [ -n "${PACKAGE_ROOT:-}" ]; then
    inside sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends systemd /srv/old/printseal_*.deb &&
        apt-get install -y -qq --no-install-recommends /srv/new/printseal_*.deb && dpkg --purge printseal' > "$room/said" 2>&1 || broken 'apt-get install' "$(cat "$room/said")"
fi

left_over > "$room/without"

# Installed: not a file of a configuration.
cp "$root/etc/passwd" "$root/etc/group" "$room"
dpkg_does -i -R /srv/old
is "$(inside stat -c '%a %U:%G' /etc/printseal)" '750 root:root' /etc/printseal
is "$(ls -A "$root/etc/printseal")" '' 'what is in /etc/printseal'
# shellcheck disable=SC2016 # dpkg-query's own
is "$(inside dpkg-query -W -f '${Conffiles}' printseal)" '' 'list of conffiles'
is "$(find "$root/etc/systemd" "$root/etc/rc"?.d -name 'printseal*')" '' 'list of what is enabled'
for file in passwd group; do
    cmp "$room/$file" "$root/etc/$file" || broken "$file was changed"
done
inside sh /srv/smoke > "$room/out" 2>&1 || broken 'the smoke test of the package' "$(cat "$room/out")"
for document in README administrator fleet migration SECURITY CONTRIBUTING; do
    [ -n "${BEFORE:-}" ] || [ -e "$root/usr/share/doc/printseal-doc/$document.md" ] || broken "printseal-doc has no $document.md"
done

# A configuration, and a timer that somebody enabled.
printf 'server : { fqdn = "print01.corp.example.com"; };\ncertificates : { key_type = "p256"; };\n' > "$root/srv/answers"
program init --answers /srv/answers --recovery-file /srv/recovery
program add radius.hq host=radius.corp.example.com
program check
is "$(inside stat -c %a /etc/printseal/master.key)" 400 'mode of master.key'
is "$(inside stat -Lc %a /etc/printseal/current/secrets.vault)" 600 'mode of secrets.vault'
inside systemctl enable printseal-check.timer > "$room/out" 2>&1 || broken "$(cat "$room/out")"
enabled=/etc/systemd/system/timers.target.wants/printseal-check.timer
[ -L "$root$enabled" ] || broken 'the timer could not be enabled'
mkdir -p "$root/var/lib/printseal"
echo '{}' > "$root/var/lib/printseal/seen.json"
everything > "$room/before"
untouched() { diff "$room/before" <(everything) || broken "$1 touched the configuration"; }

# Upgraded.
dpkg_does -i -R /srv/new
# shellcheck disable=SC2016
is "$(inside dpkg-query -W -f '${Version}' printseal)" "$next" 'version that is installed'
[ -z "$compiled_twice" ] || is "$(inside printseal --version)" "printseal $next" 'version of the program'
untouched 'the upgrade'
[ -L "$root$enabled" ] || broken 'the upgrade disabled the timer'
program check
program secret list
program get radius.hq.host
is "$(cat "$room/out")" radius.corp.example.com radius.hq.host
everything > "$room/before" # a check may write down when it was

# Removed, and installed again.
dpkg_does --remove printseal
said 'configuration, secrets and keys stay in /etc/printseal'
[ ! -e "$root/usr/bin/printseal" ] || broken 'the program is still there'
untouched 'the removal'
dpkg_does -i -R /srv/new
untouched 'the installation'
program check

# Purged, from installed and with everything.
dpkg_does --purge printseal printseal-doc
said '/etc/printseal is deleted, with all that was in it'
said 'stay.'
is "$(cd "$root" && find etc usr var/lib -xdev -name '*printseal*' 2> /dev/null)" '' 'what a purge leaves'
diff "$room/without" <(left_over) || broken 'what is new, or other than before, after a purge'

# A folder that is only linked to is somebody else's.
dpkg_does -i -R /srv/new
mkdir "$root/srv/elsewhere"
echo kept > "$root/srv/elsewhere/kept"
dpkg_does --remove printseal # which takes an empty folder, or a link in its place, away
[ ! -e "$root/etc/printseal" ] || rmdir "$root/etc/printseal"
ln -s /srv/elsewhere "$root/etc/printseal"
dpkg_does --purge printseal printseal-doc
said 'what it names stays'
[ -e "$root/srv/elsewhere/kept" ] || broken 'the purge followed a link'
[ ! -L "$root/etc/printseal" ] || broken 'the purge left a link'
