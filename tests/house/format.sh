#!/usr/bin/env bash
# Layout of C and shell: by the formatter, and by shellcheck.
set -euo pipefail
cd "$(dirname "$0")/../.."
git ls-files '*.c' '*.h' | xargs clang-format --dry-run -Werror
git ls-files '*.sh' .ci/run | xargs shellcheck -x -P SCRIPTDIR -S warning
