# bare_root.sh - a Debian in a root of its own, of which everything goes away with the script. Sourced from the top of the
# tree: the script goes on in namespaces of its own, with a scratch $room, the $root over $PACKAGE_ROOT (this machine's
# without it), and the folders named: script_words=("$@"); . tests/bare_root.sh FOLDER...
# shellcheck shell=bash disable=SC2154 # script_words is of who sources this
[ "$(id -u)" -eq 0 ] || { echo 'skipped: needs root'; exit 77; }
if [ -z "${IN_NAMESPACES:-}" ]; then
    unshare --mount --pid --fork true 2> /dev/null || { echo 'skipped: no namespaces here'; exit 77; }
    IN_NAMESPACES=1 exec unshare --mount --pid --fork --kill-child bash "$0" "${script_words[@]}"
fi
room=$(mktemp -d)
trap 'umount -l "$room" && rmdir "$room" || true' EXIT # what is mounted goes with the namespace; nothing is deleted through it
mount -t tmpfs none "$room"
mkdir "$room"/{upper,work,root} "${@/#/$room/}"
mount -t overlay overlay -o "lowerdir=${PACKAGE_ROOT:-/},upperdir=$room/upper,workdir=$room/work" "$room/root" 2> /dev/null ||
    { echo 'skipped: no overlay file system here'; exit 77; }
root=$room/root

broken() {
    printf '%s\n' "$@"
    exit 1
}

# As a person of that root, with nothing of this one's environment: inside COMMAND...
inside() {
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME="${inside_home:-/root}" LC_ALL=C.UTF-8 ANSIBLE_NOCOLOR=1 \
        DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"
}
