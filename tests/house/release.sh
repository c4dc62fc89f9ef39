#!/usr/bin/env bash
# The release build is hardened, and each layer is linked with its own packages only.
set -euo pipefail
cd "$(dirname "$0")/../.."
programs=(build/release/printseal build/release/libexec/printseal/*)
[ ${#programs[@]} -ge 5 ] || { printf 'parts are missing: %s\n' "${programs[*]}"; exit 1; }
for program in "${programs[@]}"; do
    said=$(checksec --format=json --file="$program")
    [[ $said == *'"relro":"full","canary":"yes","nx":"yes","pie":"yes","rpath":"no","runpath":"no",'*'"fortify_source":"yes"'* ]] ||
        { printf 'not hardened: %s\n' "$said"; exit 1; }
done
grep -q -- '-D_FORTIFY_SOURCE=3' build/release/build.ninja || { printf 'gcc 12 and glibc 2.36 know the third level\n'; exit 1; }

# Indirect jumps and returns are guarded (CET) in all that is ours; what is linked says so only where the C library's
# start files do, which Debian's do not.
if [ "$(uname -m)" = x86_64 ]; then
    notes=$(readelf -nW build/release/lib*.a || true) # 1 where an object has sections it wonders at
    objects=$(grep -c '^File: ' <<< "$notes")
    guarded=$(grep -c 'x86 feature:.*IBT, SHSTK' <<< "$notes")
    if [ "$objects" -lt 50 ] || [ "$objects" -ne "$guarded" ]; then
        printf '%s of %s objects are guarded\n' "$guarded" "$objects"
        exit 1
    fi
fi
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
