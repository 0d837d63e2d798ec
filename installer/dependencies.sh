#!/usr/bin/env bash
# Installs the Debian packages named in a list, and nothing when they are there already.
#
#   dependencies.sh [LIST]           install what is missing
#   dependencies.sh --check [LIST]   print what is missing and exit 1, or exit 0; asks dpkg, never apt
#
# LIST is packages.txt beside this script unless it is given. Debian 13 serves every package from its own suite. On
# Debian 12 they come from Debian 13's suite, pinned so low that nothing else on the machine is upgraded from it. What
# calls itself a relative of Debian serves them where its own are new enough, which apt is asked before it installs any.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
pin=${TANDEM_APT_PIN:-/etc/apt/preferences.d/tandem-trixie}
os_release=${TANDEM_OS_RELEASE:-/etc/os-release}

say() { echo "tandem: $*" >&2; }
fail() { say "$*"; exit 1; }

# Prints each package of the list that is absent or older than its lowest version, one a line.
missing_packages() {
    local list=$1 name lowest version status
    # shellcheck disable=SC2016  # dpkg-query fills in its own fields
    local fields='${binary:Package} ${db:Status-Status} ${Version}\n'
    declare -A installed=()
    while read -r name status version; do
        if [ "$status" = installed ]; then
            installed[${name%%:*}]=$version
        fi
    done < <(sed '/^#/d; s/ .*//' "$list" |
        xargs dpkg-query -W -f "$fields" 2>/dev/null || true)
    while read -r name lowest; do
        version=${installed[$name]:-}
        if [ -z "$version" ] || dpkg --compare-versions "$version" lt "$lowest"; then
            echo "$name"
        fi
    done < <(sed '/^#/d' "$list")
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

require_rights() {
    [ "$(id -u)" = 0 ] && return
    if ! command -v sudo >/dev/null || ! sudo -v >&2; then
        fail "packages are missing and there are no rights to install them; as root run: apt-get install ${packages[*]}"
    fi
}

# Makes Debian 13's suite known to apt on Debian 12, at a priority below everything that is there.
add_trixie() {
    say "this is Debian 12; the packages come from the Debian 13 (trixie) suite, pinned at priority 100."
    as_root tee /etc/apt/sources.list.d/tandem-trixie.sources >/dev/null <<'SOURCES'
Types: deb
URIs: http://deb.debian.org/debian
Suites: trixie
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
    as_root tee "$pin" >/dev/null <<'PIN'
Package: *
Pin: release n=trixie
Pin-Priority: 100
PIN
}

# What the system says of itself: ID, PRETTY_NAME, ...
system_field() {
    # shellcheck source=/dev/null
    (. "$os_release" && echo "${!1:-}")
}

# Sets the array suite to apt-get's options for where the packages come from, and relative to the system's name where it
# is one whose packages are not known.
choose_suite() {
    local system
    system=$(system_field ID)-$(system_field VERSION_ID)
    relative=""
    suite=(-t trixie)
    # The pin is asked first: some of the packages bring Debian 13's own name of the system with them.
    if [ -e "$pin" ]; then
        return
    fi
    case "$system" in
    debian-13) suite=() ;;
    debian-12) add_trixie ;;
    *)
        suite=()
        relative=$(system_field PRETTY_NAME)
        relative=${relative:-$system}
        [[ " $(system_field ID) $(system_field ID_LIKE) " == *" debian "* ]] ||
            fail "this is $relative, which does not call itself a relative of Debian. Install these by hand: ${packages[*]}"
        ;;
    esac
}

# Fails with the packages of the list that this system has not, or not new enough, and changes nothing then.
require_candidates() {
    local name lowest version complaints=()
    declare -A candidate=()
    while read -r name version; do
        candidate[$name]=$version
    done < <(LC_ALL=C apt-cache policy "${packages[@]}" |
        sed -n 's/^\([^ :]*\)\(:[^ ]*\)\{0,1\}:$/\1/; t keep; s/^  Candidate: //; t tell; d; :keep h; d; :tell H; x; s/\n/ /p')
    while read -r name lowest; do
        [[ " ${packages[*]} " == *" $name "* ]] || continue
        version=${candidate[$name]:-(none)}
        if [ "$version" = "(none)" ]; then
            complaints+=("$name is not there")
        elif dpkg --compare-versions "$version" lt "$lowest"; then
            complaints+=("$name is $version, and $lowest or later is needed")
        fi
    done < <(sed '/^#/d' "$list")
    if [ "${#complaints[@]}" -gt 0 ]; then
        say "of the packages that are needed, those of $relative do not suffice:"
        printf '  %s\n' "${complaints[@]}" >&2
        fail "nothing was changed; use Debian 12 or 13, or install newer ones by hand."
    fi
}

refresh_lists() {
    local log
    log=$(mktemp)
    if ! as_root apt-get update >"$log" 2>&1 || grep -qE '^(W|E): Failed to fetch' "$log"; then
        say "some package lists could not be refreshed; going on with those that are there."
    fi
    rm -f "$log"
}

install_packages() {
    local log reason
    log=$(mktemp)
    say "installing ${packages[*]} (this can take some minutes)"
    if as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        -o Dpkg::Options::=--force-confold -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 \
        "${suite[@]}" "${packages[@]}" >"$log" 2>&1; then
        rm -f "$log"
        return
    fi
    reason="the packages could not be installed; the lines above say why."
    if grep -qE 'Could not resolve|Temporary failure|Cannot initiate the connection|Could not connect|Unable to locate package' "$log"; then
        reason="the packages could not be fetched; connect this machine to the network, or let apt reach a mirror of Debian, and run this again."
    fi
    tail -n 15 "$log" >&2
    rm -f "$log"
    fail "$reason"
}

command -v dpkg-query >/dev/null ||
    fail "this machine has no dpkg, so its packages are not known. On other systems install the libraries named in installer/packages.txt and use: cmake --preset release && cmake --build --preset release"

check=no
if [ "${1:-}" = --check ]; then
    check=yes
    shift
fi
list=${1:-$here/packages.txt}
[ -r "$list" ] || fail "the list of packages $list cannot be read."

mapfile -t packages < <(missing_packages "$list")
[ "${#packages[@]}" -gt 0 ] || exit 0
if [ "$check" = yes ]; then
    printf '%s\n' "${packages[@]}"
    exit 1
fi
require_rights
choose_suite
refresh_lists
[ -z "$relative" ] || require_candidates
install_packages
