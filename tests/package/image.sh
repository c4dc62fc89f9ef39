#!/usr/bin/env bash
# The image of assets/Containerfile, on a bare root of Debian 12 instead of the one a registry has: it judges and exports a
# configuration that is mounted. tests/run.sh --thorough runs it behind debian.sh bookworm, which makes the root.
#
# IMAGES is a folder of images: what is built there already is not built again.
set -euo pipefail
cd "$(dirname "$0")/../.."
bare=$PWD/build/roots/bookworm-$(dpkg --print-architecture)
images=${IMAGES:-$PWD/build/roots/images}
command -v buildah > /dev/null || { echo 'skipped: buildah is not here'; exit 77; }
[ -e "$bare/made" ] || [ -n "${IMAGES:-}" ] || { echo 'skipped: debian.sh bookworm makes the root'; exit 77; }
export STORAGE_DRIVER=vfs BUILDAH_ISOLATION=chroot
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT

does() { # buildah, quiet unless it fails
    buildah --root "$images/root" --runroot "$images/run" "$@" > "$room/out" 2>&1 || { tail -n 40 "$room/out"; exit 1; }
}
if [ -z "${IMAGES:-}" ]; then
    does from --name base scratch
    tar -C "$bare" -cf "$room/base.tar" .
    does add base "$room/base.tar" /
    does config --cmd bash --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin base
    does commit base docker.io/library/debian:bookworm-slim
    does rm base
    does bud --pull-never -t printseal -f assets/Containerfile .
fi

mkdir "$room/out.d"
"${PRINTSEAL:-build/release/printseal}" -C "$room/etc" init server.fqdn=print01.corp.example.com certificates.key_type=p256 \
    --recovery-file "$room/recovery" > "$room/log" 2>&1
does inspect --type image --format '{{.OCIv1.Config.Entrypoint}} {{.OCIv1.Config.Cmd}}' printseal
start=$(cat "$room/out")
[ "$start" = '[/usr/bin/printseal -C /etc/printseal] [check]' ] || { echo "it starts $start"; exit 1; }
does from --pull-never --name "one-$$" printseal
mounted=(-v "$room/etc:/etc/printseal" -v "$room/out.d:/out" "one-$$" /usr/bin/printseal -C /etc/printseal)
does run "${mounted[@]}" check
grep -q 'grade A' "$room/out"
does run "${mounted[@]}" export nginx --output /out/nginx
[ -s "$room/out.d/nginx/conf.d/printseal.conf" ]
does run -v "$room/etc:/etc/printseal:ro" "one-$$" /usr/bin/printseal -C /etc/printseal --read-only check
grep -q 'grade A' "$room/out"
does rm "one-$$"
[ -n "${IMAGES:-}" ] || rm -rf "$images"
