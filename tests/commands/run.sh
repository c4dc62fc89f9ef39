#!/usr/bin/env bash
# Plays a .try file: run.sh PROGRAM FILE. UPDATE=1 writes down what comes instead of comparing.
#
#   # a remark
#   $ printseal get tls.https_port       a command, run by bash in a folder of its own
#   > and its next lines
#   8090                                 what it prints, standard output and error as they come
#   = 2                                  its exit status, unless that is 0
#
# What differs from run to run is named: <folder>, <today>, <time>, <key>. The configuration is in ./etc.
set -euo pipefail
program=$(readlink -f "$1")
[ -x "$program" ] || { echo "there is no program $1"; exit 2; }
try=$(readlink -f "$2")
house=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/bin" "$folder/here"
ln -s "$program" "$folder/bin/printseal"
ln -s "$house/tests/commands/terminal.py" "$folder/bin/terminal.py"
cd "$folder/here"

export PATH=$folder/bin:$PATH HOME=$folder/here LC_ALL=C.UTF-8 TZ=UTC TERM=dumb HOUSE=$house
export PRINTSEAL_DIR=$folder/here/etc
unset XDG_CONFIG_HOME CREDENTIALS_DIRECTORY SUDO_USER SSH_CLIENT UPDATED

# Leaks are looked for where a file has a command for the first time: the search takes longer than most of them.
declare -A searched
search_leaks() {
    local word search=0
    while read -r word; do
        [ "${searched[$word]:-}" ] || search=1
        searched[$word]=1
    done < <(grep -oE 'printseal( -C [^ ]+)? [a-z-]+( [a-z]+)?' <<< "$1")
    leaks=${ASAN_OPTIONS:-}:detect_leaks=$((search & ${LEAKS:-0}))
}

# Runs a command and prints it with its output and status, as the file has them.
play() {
    local text=$1 status=0
    printf '$ %s\n' "${text//$'\n'/$'\n'> }"
    search_leaks "$text"
    ASAN_OPTIONS=$leaks bash -c "$text" < /dev/null > "$folder/out" 2>&1 || status=$?
    # shellcheck disable=SC1003 # $a\ ends the last line
    sed -e "s|$folder/here|<folder>|g" -e "s|$house|<house>|g" \
        -e "s/$(date -u +%F)T[0-9:]*Z/<time>/g" -e "s/$(date -u +%F)/<today>/g" \
        -e 's/\(printseal-[a-z0-9.-]*-\)[0-9a-f]\{8\}\./\1<key>./g' -e 's/\r$//' -e '$a\' "$folder/out"
    [ "$status" -eq 0 ] || printf '= %s\n' "$status"
}

# Reads the file: remarks stay, each group of them below an empty line, commands are played, and the
# rest is what was expected.
replay() {
    local line command='' gap=''
    while IFS= read -r line; do
        if [[ $command && $line == "> "* ]]; then
            command+=$'\n'${line#> }
            continue
        fi
        [ -z "$command" ] || play "$command"
        command=
        case $line in
        '$ '*)
            command=${line#??}
            gap=$'\n'
            ;;
        '#'*)
            printf '%s%s\n' "$gap" "$line"
            gap=
            ;;
        esac
    done < "$try"
    [ -z "$command" ] || play "$command"
}

replay > "$folder/actual"
if [ "${UPDATE:-}" ]; then
    cp "$folder/actual" "$try"
else
    diff -u "$try" "$folder/actual"
fi
