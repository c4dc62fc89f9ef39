#!/usr/bin/env bash
# One table of how fast this is, beside others: builds the release, installs the peers that Debian has, and
# measures in turns. Nothing is asserted.
#
#   tests/bench/run.sh [--quick] [--turns N] [--json FILE] [ROW ...]     --list: the rows
#
# Root for the rows that install or need a network of their own; a peer that is not there is named.
set -euo pipefail
cd "$(dirname "$0")/../.."
. assets/packages.sh

PEERS="whiptail dialog network-manager lynis openssl easy-rsa gnutls-bin mkcert age gnupg jq
    nginx-light snmpd snmp curl valgrind python3 libcmocka-dev"

# shellcheck disable=SC2086 # a list of words
need_packages $BUILD_PACKAGES
for peer in $PEERS; do # one after another: what this Debian has not leaves the others alone
    (need_packages "$peer") || echo "not installable here: $peer" >&2
done
mkdir -p build
{ cmake --preset release -DPRINTSEAL_TESTS=ON && cmake --build --preset release --target printseal strength_bench store_bench; } \
    > build/bench.log 2>&1 || { cat build/bench.log; exit 1; }
exec python3 tests/bench/rows.py "$@"
