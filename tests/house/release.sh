#!/usr/bin/env bash
# The release build is hardened, and each layer is linked with its own packages only.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=build/release/printseal
want() { printf 'the release build is not: %s\n' "$1"; exit 1; }
readelf -hW "$program" | grep -q 'Type:.*DYN' || want 'position independent'
readelf -lW "$program" | grep -q 'GNU_RELRO' || want 'relocated read-only'
readelf -dW "$program" | grep -q 'BIND_NOW\|NOW' || want 'bound at start'
readelf -lW "$program" | grep -q 'GNU_STACK.*RW ' || want 'without an executable stack'
readelf -sW "$program" | grep -q '__stack_chk_fail' || want 'guarded against smashed stacks'
readelf -sW "$program" | grep -q '_chk@' || want 'fortified'

# A test of one layer shows what that layer needs.
layer() { # test, forbidden libraries
    if ldd "build/debug/tests/$1" | grep -E "$2"; then
        printf '%s is linked with a package of another layer\n' "$1"
        exit 1
    fi
}
layer config_test 'libncurses'
layer edit_test 'libcrypto|libconfig|libzxcvbn|libjansson'
