#!/usr/bin/env bash
# Layout of C and shell: by the formatter, and by shellcheck. What was found right is not read again, by the same tools
# and rules.
set -euo pipefail
cd "$(dirname "$0")/../.."
cache=${XDG_CACHE_HOME:-$HOME/.cache}/printseal-format
mkdir -p "$cache"

# once STAMP COMMAND...: nothing if it went well before with the same contents
once() {
    local stamp=$cache/$1
    shift
    [ -e "$stamp" ] || { "$@" && touch "$stamp"; }
}
stamp() { sha256sum | cut -c1-64; }

c_files() { git ls-files -z '*.c' '*.h'; }
scripts() { git ls-files -z '*.sh' .ci/run; }
formatted() { c_files | xargs -0 clang-format --dry-run -Werror; }
checked() { scripts | xargs -0 shellcheck -x -P SCRIPTDIR -S warning; }

once "$({ clang-format --version; cat .clang-format tests/house/format.sh; c_files | xargs -0 sha256sum; } | stamp)" formatted
once "$({ shellcheck --version; cat tests/house/format.sh; scripts | xargs -0 sha256sum; } | stamp)" checked
