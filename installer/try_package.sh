#!/usr/bin/env bash
# Installs the package in a clean Debian 13 and runs the programs there as an ordinary user would.
#
#   try_package.sh PACKAGE.deb [ROOT]
#
# ROOT is a folder for the system, kept afterwards; it is made by mmdebstrap or debootstrap unless it is there already.
# Without it a temporary folder is used and removed. Needs root, a mirror of Debian and 6 GiB of disk. Everything that was
# seen is printed; the pictures of the window lie in tour-of-package beside PACKAGE.deb. Exits 0 if all of it worked.
set -euo pipefail

mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
failed=0

say() { echo "== $*"; }
fail() { echo "try_package: $*" >&2; exit 1; }

in_root() {
    chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
        DEBIAN_FRONTEND=noninteractive http_proxy="${http_proxy:-}" "$@"
}

# As a person without any rights, in their home, with nothing of this machine's environment.
as_person() {
    chroot --userspec=person:person "$root" /usr/bin/env -i --chdir=/home/person PATH=/usr/bin:/bin HOME=/home/person \
        LANG=C.UTF-8 "$@"
}

# step COMMAND...: runs it, shows it and what it said, and notes a failure.
step() {
    local code=0
    say "$*"
    "$@" 2>&1 | tail -n 40 || code=${PIPESTATUS[0]}
    if [ "$code" -ne 0 ]; then
        echo "!! exit $code"
        failed=1
    fi
}

make_root() {
    local tool
    if [ -e "$root/etc/debian_version" ]; then
        say "using the system in $root"
        return
    fi
    say "making a clean Debian 13 in $root"
    for tool in mmdebstrap debootstrap; do
        if command -v "$tool" >/dev/null; then
            "$tool" --variant=minbase trixie "$root" "$mirror" >"$log" 2>&1 || {
                tail -n 20 "$log" >&2
                fail "$tool could not make the system; the lines above say why."
            }
            chmod 755 "$root"  # a temporary folder is closed to all but its maker
            return
        fi
    done
    fail "neither mmdebstrap nor debootstrap is installed; apt-get install mmdebstrap."
}

leave() {
    local place
    for place in "$root/dev/shm" "$root/proc"; do
        mountpoint -q "$place" && umount "$place"
    done
    [ "$keep" = yes ] || rm -rf --one-file-system "$root"
    rm -f "$log"
}

enter() {
    mkdir -p "$root/proc" "$root/dev/shm"
    mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
    mountpoint -q "$root/dev/shm" || mount -t tmpfs tmpfs "$root/dev/shm"
    cp -L /etc/resolv.conf "$root/etc/resolv.conf"
    # A person whose home holds nothing of an earlier trial.
    in_root userdel --remove person >/dev/null 2>&1 || true
    in_root useradd --create-home person
}

# Without what it recommends: what it depends on must be enough.
install_package() {
    cp "$package" "$root/tmp/tandem.deb"
    in_root apt-get update -qq
    in_root apt-get install -y --no-install-recommends /tmp/tandem.deb
}

# The window's pages, drawn on a screen without a graphics card. Every picture must show something.
take_tour() {
    local picture
    in_root apt-get install -y -qq --no-install-recommends xvfb xauth >/dev/null 2>&1
    as_person xvfb-run -a -e /dev/stderr -s "-screen 0 1920x1080x24" \
        tandem --tour /home/person/tour --size 1280x800 --theme dark /home/person/demo/demo.tandem || {
        echo "the tour ended with exit $?"
        return 1
    }
    rm -rf "$pictures"
    cp -r "$root/home/person/tour" "$pictures"
    for picture in start datasets training inspect review export; do
        if [ "$(stat --format=%s "$pictures/$picture.png" 2>/dev/null || echo 0)" -lt 10000 ]; then
            echo "the page $picture has no picture, or an empty one"
            return 1
        fi
    done
    ls -l "$pictures"
}

# What a file manager does with the project's file.
ask_desktop() {
    in_root apt-get install -y -qq --no-install-recommends \
        shared-mime-info desktop-file-utils libglib2.0-bin >/dev/null 2>&1
    as_person gio info --attributes=standard::content-type demo/demo.tandem/project.sqlite |
        grep 'application/x-tandem-project' || return 1
    as_person gio mime application/x-tandem-project | grep -m 1 'tandem.desktop'
}

# The program that is drawn on must not have LibTorch in its own process space (ARCHITECTURE.md, rule 3).
links_no_torch() {
    local library
    for library in $(in_root ldd /usr/bin/tandem | awk '{ print $1 }'); do
        case "$library" in *torch* | libc10*) echo "tandem links $library"; return 1 ;; esac
    done
    in_root ldd /usr/lib/tandem/tandem_engine.so | grep -E 'torch|c10'
}

remove_package() {
    in_root apt-get purge -y -qq tandem >/dev/null 2>&1 || return 1
    if in_root find /usr -path '*tandem*' | grep .; then  # from within: the root's own name may match
        echo "the lines above are left after removal"
        return 1
    fi
    echo "nothing is left"
}

package=${1:-}
[ -r "$package" ] || { sed -n 's/^# \{0,1\}//; 2,8p' "${BASH_SOURCE[0]}" >&2; exit 2; }
[ "$(id -u)" = 0 ] || fail "making a system and installing in it needs root."
package=$(readlink -f "$package")
pictures=$(dirname "$package")/tour-of-package
log=$(mktemp)
keep=yes
root=${2:-}
if [ -z "$root" ]; then
    keep=no
    root=$(mktemp -d "${TMPDIR:-/var/tmp}/tandem-root.XXXXXX")
fi
trap leave EXIT
make_root
enter

say "the package"
dpkg-deb --field "$package"
say "installing it"
install_package >"$log" 2>&1 || { tail -n 20 "$log"; fail "the package cannot be installed; the lines above say why."; }
grep -iE 'newly installed|installing:|need to get|download size|disk space|space needed' "$log" || true
step in_root dpkg -L tandem
step as_person tandem-cli --version
step as_person tandem-cli doctor
step as_person tandem-cli demo --iterations 4 --out /home/person/demo
step links_no_torch
step take_tour
step ask_desktop
step remove_package
[ "$failed" = 0 ] || fail "not all of it worked; see the lines that begin with !!."
say "all of it worked on $(. "$root/etc/os-release" && echo "$PRETTY_NAME")"
