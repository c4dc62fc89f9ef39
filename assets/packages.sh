# packages.sh - which Debian packages are needed, and how the missing ones come. Sourced by run.sh of
# assets and of tests.
# shellcheck shell=bash disable=SC2034 # the lists are used by who sources this

BUILD_PACKAGES="cmake ninja-build gcc libc6-dev pkg-config libncurses-dev libssl-dev libconfig-dev
    libjansson-dev libzxcvbn-dev libidn2-dev libcurl4-openssl-dev libsnmp-dev libseccomp-dev
    libexpat1-dev libc-ares-dev libqrencode-dev gettext"
PACKAGE_PACKAGES="build-essential debhelper dpkg-dev lintian"
TEST_PACKAGES="ccache clang clang-format clang-tidy libclang-rt-14-dev lld libcmocka-dev universal-ctags shellcheck checksec
    tmux zsh fish gdb valgrind groff man-db mandoc procps openssl gnutls-bin curl sslscan cmark
    python3 python3-zbar python3-jsonschema python3-yaml faketime"
# Whom live tests talk to, and whom exports and units are for.
TEST_PACKAGES+=" nginx-light cups-daemon cups-client cups-ipp-utils postfix slapd
    dovecot-core dovecot-imapd dovecot-pop3d freeradius freeradius-utils snmpd snmp dnsmasq-base
    iproute2 nftables iptables ufw ca-certificates ansible-core ansible-lint systemd $PACKAGE_PACKAGES"
THOROUGH_PACKAGES="debootstrap autopkgtest buildah" # other roots

need_packages() {
    local missing=() name
    for name in "$@"; do
        dpkg-query -W -f '${db:Status-Status}\n' "$name" 2> /dev/null | grep -q '^installed$' ||
            missing+=("$name")
    done
    [ ${#missing[@]} -eq 0 ] && return
    local root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo > /dev/null || {
            printf 'These packages are missing; as root: apt-get install %s\n' "${missing[*]}" >&2
            exit 3
        }
        root=(sudo)
    fi
    echo "installing: ${missing[*]}" >&2
    "${root[@]}" apt-get update -qq >&2
    # What a daemon's package starts by itself is not wanted: policy-rc.d of Debian Policy 9.3.3.
    # shellcheck disable=SC2016 # the inner shell's
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive sh -c '
        policy=/usr/sbin/policy-rc.d
        [ -e "$policy" ] || { trap "rm -f $policy" EXIT; printf "#!/bin/sh\nexit 101\n" > "$policy"; chmod 755 "$policy"; }
        apt-get install -y -qq --no-install-recommends "$@"' sh "${missing[@]}" > /dev/null
}
