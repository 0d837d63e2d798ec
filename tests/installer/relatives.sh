#!/usr/bin/env bash
# relatives.sh DEPENDENCIES: what dependencies.sh does on systems that are not Debian 12 or 13, with an apt that only
# answers: it installs where the system's packages suffice, and else says which do not and installs nothing.
set -euo pipefail

dependencies=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0
complain() { echo "$*" >&2; failed=1; }

mkdir "$scratch/bin"
cat >"$scratch/list" <<'LIST'
# A comment.
tandem-test-window 6.8
tandem-test-views 9.3
LIST
# apt-get writes down what it is asked; apt-cache answers as apt does, from lines of "name version".
cat >"$scratch/bin/apt-get" <<APT
#!/bin/sh
echo "\$@" >>"$scratch/asked"
APT
cat >"$scratch/bin/apt-cache" <<CACHE
#!/bin/sh
shift
for name; do
    version=\$(sed -n "s/^\$name //p" "$scratch/candidates")
    [ -n "\$version" ] || continue
    printf '%s:\n  Installed: (none)\n  Candidate: %s\n  Version table:\n     %s 500\n' "\$name" "\$version" "\$version"
done
CACHE
cat >"$scratch/bin/sudo" <<'SUDO'
#!/bin/sh
[ "$1" = -v ] || exec "$@"
SUDO
chmod +x "$scratch"/bin/*

# attempt SYSTEM CANDIDATES: runs it on what calls itself so; its words go to $scratch/said, its exit status is returned.
attempt() {
    printf '%b' "$1" >"$scratch/os-release"
    printf '%b' "$2" >"$scratch/candidates"
    : >"$scratch/asked"
    PATH=$scratch/bin:$PATH TANDEM_OS_RELEASE=$scratch/os-release TANDEM_APT_PIN=$scratch/pin \
        "$dependencies" "$scratch/list" 2>"$scratch/said"
}
takes() {
    attempt "$1" "$2" && installs && return
    complain "$3 is not taken: $(cat "$scratch/said")"
}
installs() { grep -q '^install .*tandem-test-window tandem-test-views' "$scratch/asked"; }
says() { grep -qF -- "$1" "$scratch/said" || complain "Of $2 it does not say \"$1\": $(cat "$scratch/said")"; }

takes 'ID=debian\nPRETTY_NAME="Debian forky/sid"\n' 'tandem-test-window 6.11-1\ntandem-test-views 9.6.2+dfsg-1\n' "Debian's next release"
takes 'ID=ubuntu\nID_LIKE=debian\nVERSION_ID="26.04"\n' 'tandem-test-window 6.8\ntandem-test-views 9.3\n' "A relative with the lowest versions"
takes 'ID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_ID=23\n' 'tandem-test-window 1:6.8\ntandem-test-views 9.3\n' "A relative of a relative"

old='ID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"\nPRETTY_NAME="Ubuntu 24.04 LTS"\n'
! attempt "$old" 'tandem-test-window 6.4.2+dfsg-1\ntandem-test-views 9.3\n' || complain "An old package is taken."
says 'those of Ubuntu 24.04 LTS do not suffice' 'an old package'
says 'tandem-test-window is 6.4.2+dfsg-1, and 6.8 or later is needed' 'an old package'
says 'nothing was changed' 'an old package'
! installs || complain "Something is installed beside an old package."
! grep -q 'tandem-test-views is' "$scratch/said" || complain "A package that suffices is complained of."
! attempt "$old" 'tandem-test-views 9.3\n' || complain "A package that is not there is taken."
says 'tandem-test-window is not there' 'a missing package'

! attempt 'ID=fedora\nID_LIKE="rhel"\nPRETTY_NAME="Fedora 44"\n' '' || complain "Fedora is taken for a relative of Debian."
says 'does not call itself a relative of Debian' 'Fedora'
[ ! -s "$scratch/asked" ] || complain "apt is asked on Fedora."
exit "$failed"
