#!/usr/bin/env bash
# The README's way in a bare root, by somebody who has nothing else: the package installed by apt-get, the first set-up in the
# wizard and what terminal/stranger.sh does then, the end. debian.sh runs it; of this machine's own program
# terminal/stranger is the test.
#
# PACKAGE_ROOT is the bare root, PACKAGES the folder with the packages; FIRST_DAY=FILE keeps what was seen.
set -euo pipefail
cd "$(dirname "$0")/../.."
script_words=("$@")
. tests/bare_root.sh
seen=$room/seen
mount -t proc proc /proc # of the processes that tmux knows
mount -t proc proc "$root/proc"
mkdir -p "$root/srv/build/package"
cp "$PACKAGES"/printseal_*.deb "$root/srv/build/package"

did() { # a command of the README, as it is typed there; what apt-get says of other packages is left out
    inside sh -c "cd /srv && $1" > "$room/out" 2>&1 < /dev/null || broken "$1" "$(cat "$room/out")"
    { printf '$ %s\n' "$1" && grep -aE 'printseal|newly installed' "$room/out" | grep -vE '^(Get|  )|^.Reading' | sed 's/\r.*//'; } >> "$seen"
}
inside sh -c '. /etc/os-release && echo "$PRETTY_NAME, nothing but its minimal base; 80x24 in tmux"' > "$seen"
echo >> "$seen"
inside apt-get update -qq > "$room/out" 2>&1 || broken "$(cat "$room/out")"
did 'apt-get install -y --no-install-recommends ./build/package/printseal_*.deb'
printf '\n$ printseal\n' >> "$seen"
STRANGER_ROOT=$root STRANGER_TRANSCRIPT=$seen bash tests/terminal/stranger.sh
echo >> "$seen"
did 'apt-get purge -y printseal'
[ -z "${FIRST_DAY:-}" ] || cat "$seen" > "$FIRST_DAY"
