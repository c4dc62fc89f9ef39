#!/usr/bin/env bash
# The role by itself on a machine that has neither this source nor the program nor what it needs: a root of its own, this
# machine's with those taken out, and a repository of packages. The role is a copy, as Galaxy makes one; it installs by
# name and from a file, sets up, and changes nothing the second time.
set -euo pipefail
cd "$(dirname "$0")/../.."
inside_home=/srv/home
script_words=("$@")
. tests/bare_root.sh package repository roles

# The program as a package, which names what it needs.
DESTDIR=$room/package cmake --install "$(dirname "$PRINTSEAL")" --prefix /usr > /dev/null
find "$room/package" -type f -perm -100 -exec ldd {} + 2> /dev/null | sed -n 's/.*=> \(\/[^ ]*\).*/\1/p' | sort -u |
    xargs readlink -f | sed 'p; s|^/usr||' > "$room/libraries" # a package has them in /lib or in /usr/lib
xargs dpkg -S < "$room/libraries" 2> /dev/null | cut -d: -f1 | sort -u > "$room/needed" || true
mkdir "$room/package/DEBIAN"
printf 'Package: printseal\nVersion: 1.0\nArchitecture: %s\nMaintainer: nobody <nobody@example.com>\nDescription: test\nDepends: %s\n' \
    "$(dpkg --print-architecture)" "$(paste -sd, "$room/needed")" > "$room/package/DEBIAN/control"
dpkg-deb --build -Znone "$room/package" "$room/repository/printseal.deb" > /dev/null

# Two libraries of those go into the repository, packed again from this machine, and out of the root.
mapfile -t gone < <(grep -E '^lib(zxcvbn|config)[0-9]' "$room/needed")
[ ${#gone[@]} -eq 2 ] || broken 'the program does not need what it did' "$(cat "$room/needed")"
for package in "${gone[@]}"; do
    mkdir -p "$room/$package/DEBIAN"
    dpkg-query -s "$package" | sed '/^Status:/d; /^Conffiles:/,/^[^ ]/{/^Conffiles:/d; /^ \//d}' > "$room/$package/DEBIAN/control"
    dpkg -L "$package" | while read -r file; do [ -d "$file" ] && [ ! -L "$file" ] || echo "$file"; done |
        tar -c --no-recursion -T - 2> /dev/null | tar -x -C "$room/$package"
    dpkg-deb --build -Znone "$room/$package" "$room/repository/$package.deb" > /dev/null
done
for file in "$room"/repository/*.deb; do
    dpkg-deb -f "$file"
    printf 'Filename: ./%s\nSize: %s\nSHA256: %s\n\n' "$(basename "$file")" "$(stat -c %s "$file")" \
        "$(sha256sum "$file" | cut -d' ' -f1)"
done > "$room/repository/Packages"

# The root: nothing of this tree, no home, no other repository.
for folder in "$PWD" /tmp "$HOME" /etc/apt/sources.list.d; do
    mkdir -p "$root$folder"
    mount -t tmpfs none "$root$folder"
done
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
cp -r "$room/repository" "$root/srv/repository"
mkdir -p "$root/srv/home/roles"
cp -r assets/ansible/roles/printseal "$root/srv/home/roles/"
echo 'deb [trusted=yes] file:/srv/repository ./' > "$root/etc/apt/sources.list"
rm -rf "$root"/var/lib/apt/{lists/*,periodic/*} "$root"/etc/printseal* "$root"/usr/{,local/}bin/printseal "$root"/usr/{,local/}libexec/printseal
touch -d yesterday "$root/var/lib/apt/lists"
inside dpkg --purge "${gone[@]}" "${gone[@]/%[0-9]*/-dev}" > "$room/out" 2>&1 || broken "$(cat "$room/out")"

cat > "$root/srv/home/play.yml" << 'END'
- hosts: localhost
  connection: local
  vars:
    printseal_install: package
    printseal_answers: {server: {fqdn: print01.corp.example.com}, certificates: {key_type: p256}}
    printseal_exports: [myq-checklist]
    printseal_watch: true
    printseal_unit_dir: /srv/units
  pre_tasks:
    - name: The folder of the units is there
      ansible.builtin.file: {path: /srv/units, state: directory, mode: "0755"}
  roles: [printseal]
END
play() { # what the recap must say, arguments
    local say=$1
    shift
    inside ansible-playbook -i localhost, /srv/home/play.yml "$@" > "$room/out" 2>&1 || broken "ansible-playbook $*" "$(cat "$room/out")"
    grep -qE "^localhost .* $say " "$room/out" || broken "not $say" "$(cat "$room/out")"
}
play 'changed=[3-9]'
inside printseal check > "$room/check" || broken "$(cat "$room/check")"
for file in /etc/printseal/current/printseal.conf /etc/printseal/exports/myq-checklist/checklist.md /srv/units/printseal-check.timer; do
    [ -e "$root$file" ] || broken "$file was not made" "$(cat "$room/out")"
done
for package in "${gone[@]}"; do
    inside dpkg-query -W -f '${db:Status-Status}' "$package" | grep -qx installed || broken "$package was not installed"
done
play changed=0

# From a file, where nothing is there any more but the configuration.
inside dpkg --purge printseal "${gone[@]}" > "$room/out" 2>&1 || broken "$(cat "$room/out")"
play 'changed=2' -e printseal_package=/srv/repository/printseal.deb
inside printseal check > "$room/check" || broken "$(cat "$room/check")"
