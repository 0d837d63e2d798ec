#!/usr/bin/env bash
# Installs the Debian packages named in packages.txt, and nothing when they are there already.
#
#   dependencies.sh           install what is missing
#   dependencies.sh --check   only say whether something is missing (exit 0 or 1); asks dpkg, never apt
#
# Debian 13 serves every package from its own suite. On Debian 12 they come from Debian 13's suite, pinned so low that
# nothing else on the machine is upgraded from it.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

fail() { echo "tandem: $*" >&2; exit 1; }

# Prints each package of packages.txt that is absent or older than its lowest version.
missing_packages() {
    local wanted installed name lowest version
    wanted=$(grep -v '^#' "$here/packages.txt")
    installed=$(awk '{print $1}' <<<"$wanted" |
        xargs dpkg-query -W -f '${binary:Package} ${db:Status-Status} ${Version}\n' 2>/dev/null || true)
    while read -r name lowest; do
        version=$(awk -v n="$name" '{ sub(/:.*/, "", $1) } $1 == n && $2 == "installed" { print $3; exit }' \
            <<<"$installed")
        if [ -z "$version" ] || dpkg --compare-versions "$version" lt "$lowest"; then
            echo "$name"
        fi
    done <<<"$wanted"
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Makes Debian 13's suite known to apt on Debian 12, at a priority below everything that is there.
add_trixie() {
    echo "tandem: this is Debian 12; the packages come from the Debian 13 (trixie) suite, pinned at priority 100."
    as_root tee /etc/apt/sources.list.d/tandem-trixie.sources >/dev/null <<SOURCES
Types: deb
URIs: http://deb.debian.org/debian
Suites: trixie
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
    as_root tee /etc/apt/preferences.d/tandem-trixie >/dev/null <<'PIN'
Package: *
Pin: release n=trixie
Pin-Priority: 100
PIN
}

command -v dpkg-query >/dev/null ||
    fail "this machine has no dpkg; Tandem's dependencies are installed on Debian 12 or 13 only (see README.md)."

packages=$(missing_packages)
[ -n "$packages" ] || exit 0
[ "${1:-}" != --check ] || { echo "$packages"; exit 1; }

[ "$(id -u)" = 0 ] || command -v sudo >/dev/null ||
    fail "packages are missing and there are no rights to install them; as root run: apt-get install" $packages

version=$(. /etc/os-release && echo "${ID:-}-${VERSION_ID:-}")
case "$version" in
debian-13) suite=() ;;
debian-12) suite=(-t trixie); add_trixie ;;
*) fail "this is $version; packages are installed on Debian 12 or 13 only. Install these by hand:" $packages ;;
esac

echo "tandem: installing" $packages
log=$(mktemp)
trap 'rm -f "$log"' EXIT
as_root apt-get update >"$log" 2>&1 || echo "tandem: some package lists could not be refreshed; going on with those that are there."
if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    -o Dpkg::Options::=--force-confold "${suite[@]}" $packages >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    fail "the packages above could not be installed; check the network and apt's sources, then run this again."
fi
