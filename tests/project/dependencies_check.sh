#!/usr/bin/env bash
# dependencies_check.sh TOP: the installer tells what is missing, by dpkg alone and without changing anything.
set -uo pipefail

script=$1/installer/dependencies.sh
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

# expect CODE OUTPUT LIST: --check on a list with the given lines.
expect() {
    local said code=0
    printf '%b' "$3" >"$scratch/list"
    said=$("$script" --check "$scratch/list" 2>&1) || code=$?
    if [ "$code" -ne "$1" ] || [ "$said" != "$2" ]; then
        echo "for the list \"$3\" it exited $code instead of $1 and said: $said" >&2
        failed=1
    fi
}

if ! command -v dpkg-query >/dev/null; then
    "$script" --check 2>&1 | grep -q 'this machine has no dpkg' || failed=1
    exit "$failed"
fi
expect 0 '' '# a comment\ndpkg 1\nlibc6 2\n'
expect 1 'no-such-package-anywhere' 'dpkg 1\nno-such-package-anywhere 1\n'
expect 1 'dpkg' 'dpkg 999\nlibc6 2\n'

if "$script" --check "$scratch/no-such-list" >/dev/null 2>"$scratch/err" || ! grep -q 'cannot be read' "$scratch/err"; then
    echo "a list that is not there is not refused." >&2
    failed=1
fi
exit "$failed"
