#!/usr/bin/env bash
# The rules of the house that no compiler holds: layers, lengths, documented headers, keys at home.
set -euo pipefail
cd "$(dirname "$0")/../.."
status=0

# Says the rule and the lines that break it, if there are any.
rule() {
    local text=$1 lines=$2
    [ -z "$lines" ] && return
    printf 'rule: %s\n%s\n' "$text" "$lines"
    status=1
}

sources() { git ls-files --cached --others --exclude-standard -- "$@"; }
code() { sources 'backend/*.[ch]' 'tui/*.[ch]' 'screens/*.[ch]'; }
find_in() { # pattern, then folders
    local pattern=$1
    shift
    sources "${@/%/\/*.[ch]}" | xargs -r grep -nE "$pattern" || true
}

rule 'backend includes nothing of tui, screens or ncurses' \
    "$(find_in '#include .*("tui/|"screens/|curses\.h|term\.h)' backend)"
rule 'tui includes nothing of backend or screens' "$(find_in '#include "(backend|screens)/' tui)"
rule 'backend is silent: it never prints and never exits' \
    "$(find_in '(^|[^a-z_])(printf|puts|putchar|perror|vprintf|exit|err|warn|errx|warnx) ?\(' backend |
        grep -vE '^[^:]+:[0-9]+: *(/?\*|//)|__attribute__|_exit' || true)"
rule 'a key is spelled only in the file of its section' \
    "$(find_in 'record_(text|number|flag|is|secret)\([^)]*"' backend screens |
        grep -vE '^backend/(settings/|model/record\.)' || true)"
rule 'zxcvbn is known to guess only' \
    "$(find_in '#include <zxcvbn' backend screens tui | grep -v '^backend/strength/guess\.c' || true)"
rule 'libconfig is known to conf only' \
    "$(find_in '#include <libconfig' backend screens tui | grep -v '^backend/store/conf' || true)"
rule 'no secret through standard streams: fgets, getline, getpass' \
    "$(find_in '(fgets|getline|getpass|scanf) ?\(' backend screens tui)"
rule 'nothing is left for later in a comment' "$(find_in '(TODO|FIXME|XXX)' backend tui screens)"
rule 'no path of one machine' \
    "$(sources . | grep -vE '^tests/house/rules\.sh$' | xargs grep -nIE '/(work|root|home/[a-z])/' || true)"

# file, function, lines: from the tags' first and last line
lengths() {
    code | grep '\.c$' | ctags -L - -o - --kinds-C=f --fields=+ne |
        awk -F'\t' '!/^!/ { for (i = 4; i <= NF; i++) { if ($i ~ /^line:/) l = substr($i, 6)
            if ($i ~ /^end:/) e = substr($i, 5) } print e - l + 1, $2, $1 }' | sort -n
}
rule 'no function is longer than 40 lines' "$(lengths | awk '$1 > 40')"
rule 'nine functions in ten are shorter than 25 lines' \
    "$(lengths | awk '{ n[NR] = $1 } END { p = n[int(NR * .9)]; if (p >= 25) print "p90 is " p }')"
rule 'no file is longer than 300 lines, but for tables of settings' \
    "$(code | xargs wc -l | awk '$2 != "total" && $1 > 300' | grep -vE 'backend/settings/|_rows\.c' || true)"

# In a header, the paragraph of a prototype holds a comment, unless its name says it all.
undocumented() {
    sources 'backend/*.h' 'tui/*.h' 'screens/*.h' | while read -r header; do
        awk -v file="$header" '
            /^$/ { told = 0 }
            /\/\*/ { told = 1 }
            /^[a-z].*\);|^[a-z].*[a-z_]+\([^;]*$/ {
                if (!told && $0 !~ /_(free|clear|end|close)\(/) print file ":" FNR ": " $0
            }' "$header"
    done
}
rule 'every prototype is documented' "$(undocumented)"

if [ "${1:-}" = --figures ]; then
    for folder in backend tui screens tests assets; do
        printf '%-8s %6d lines of C\n' "$folder" \
            "$(sources "$folder/*.[ch]" | xargs -r cat | wc -l)"
    done
    lengths | awk '{ n[NR] = $1 } END { printf "functions %d, lines: median %d, p90 %d, longest %d\n",
        NR, n[int((NR + 1) / 2)], n[int(NR * .9)], n[NR] }'
fi
exit $status
