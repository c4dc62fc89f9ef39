#!/usr/bin/env bash
# The tarball of cpack on a machine that has seen no package of ours: without the libraries that its NEEDS names the loader
# refuses, with them, and nothing else, everything runs. debian.sh runs it; what is in the tarball tarball.sh looks at.
#
# PACKAGE_ROOT is the bare root, PACKAGES the folder with the tarball.
set -euo pipefail
cd "$(dirname "$0")/../.."
script_words=("$@")
. tests/bare_root.sh
mount -t proc proc "$root/proc"
tar -C "$root" -xf "$PACKAGES"/printseal-*-*.tar.gz --strip-components=1
prefix=$root/usr/local
! inside /usr/local/bin/printseal --version > "$room/out" 2>&1 || broken 'it needs nothing, says the loader'
grep -q 'error while loading shared libraries' "$room/out" || broken "$(cat "$room/out")"

# How Debian calls the libraries of each name.
declare -A packages=([ncurses]=libncursesw6 [openssl]='libssl3(t64)?' [libconfig]='libconfig[0-9]+' [zxcvbn-c]=libzxcvbn0
    [jansson]=libjansson4 [curl]='libcurl4(t64)?' [net-snmp]='libsnmp40(t64)?' [libseccomp]=libseccomp2 [expat]='libexpat1'
    [c-ares]='lib(c-ares|cares)2' [libqrencode]=libqrencode4 [libidn2]=libidn2-0)
words=()
while read -r name _; do
    [ "${packages[$name]:-}" ] || broken "NEEDS names $name, of which no package is known here"
    words+=("^${packages[$name]}\$")
done < <(grep -E '^[a-z0-9-]+ [0-9].*:' "$prefix/share/printseal/NEEDS" | grep -v '^printseal ')
[ ${#words[@]} -ge 10 ] || broken "NEEDS names ${#words[@]} libraries"
inside sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"' sh "${words[@]}" > "$room/out" 2>&1 ||
    broken "$(tail "$room/out")"

program() { # the status it must end with, then the words
    local want=$1 status=0
    shift
    inside /usr/local/bin/printseal "$@" > "$room/out" 2>&1 < /dev/null || status=$?
    [ "$status" -eq "$want" ] || broken "printseal $*: status $status" "$(cat "$room/out")"
}
program 0 --version
program 0 init server.fqdn=print01.corp.example.com certificates.key_type=p256 --recovery-file /srv/recovery
program 0 add radius.hq host=nps1.corp.example.com
program 0 set 'server.fqdn=druck.münchen.com' # libidn2
program 0 check
program 0 cert renew --force
program 0 export myq-cert --output /srv/for-windows
printf '<?xml version="1.0"?>\n<nmaprun><host><status state="up"/><address addr="10.20.0.7" addrtype="ipv4"/></host></nmaprun>\n' > "$root/srv/found.xml"
program 0 import --dry-run devices /srv/found.xml # expat
program 1 probe                                    # libcurl, net-snmp: nothing answers, and it says so
program 0 discover --dry-run --domain corp.example.com # c-ares
program 0 manual
! inside sh -c 'ldd /usr/local/bin/printseal /usr/local/libexec/printseal/*' | grep 'not found' || broken 'a library is missing'
