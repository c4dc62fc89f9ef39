# watch.sh - how valgrind is asked: leaks are errors, and an error is exit status 99. Sourced.
# shellcheck shell=bash disable=SC2034 # used by who sources this
kinds=definite,possible
watch=(-q --leak-check=full "--show-leak-kinds=$kinds" "--errors-for-leak-kinds=$kinds"
    --error-exitcode=99
    "--suppressions=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/ncurses.supp")
