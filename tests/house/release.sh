#!/usr/bin/env bash
# The release build is hardened, and each layer is linked with its own packages only.
set -euo pipefail
cd "$(dirname "$0")/../.."
for program in build/release/printseal build/release/libexec/printseal/*; do
    all=$(readelf -hldW --dyn-syms "$program")
    want() { grep -q -- "$1" <<< "$all" || { printf '%s is not %s\n' "$program" "$2"; exit 1; }; }
    want 'Type:.*DYN' 'position independent'
    want 'GNU_RELRO' 'relocated read-only'
    want 'NOW' 'bound at start'
    want 'GNU_STACK.*RW ' 'without an executable stack'
    want '__stack_chk_fail' 'guarded against smashed stacks'
    want '_chk@' 'fortified'
done
if ldd build/release/printseal | grep -E 'libcrypto|libssl|libcurl|libldap|libnetsnmp|libseccomp'; then
    printf 'a library of the parts is loaded before the first frame\n'
    exit 1
fi

# A test of one layer shows what that layer needs.
layer() { # test, forbidden libraries
    if ldd "build/debug/tests/$1" | grep -E "$2"; then
        printf '%s is linked with a package of another layer\n' "$1"
        exit 1
    fi
}
layer config_test 'libncurses'
layer edit_test 'libcrypto|libconfig|libzxcvbn|libjansson'
