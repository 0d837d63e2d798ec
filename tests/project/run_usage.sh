#!/usr/bin/env bash
# run_usage.sh TOP: wrong usage of ./run exits 2 with the usage on standard error, from any folder; help exits 0.
set -uo pipefail

top=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
failed=0

# expect CODE WORDS ARGUMENTS...: the exit status, and words on standard error.
expect() {
    local code=$1 words=$2 got=0
    shift 2
    "$top/run" "$@" >out 2>err || got=$?
    if [ "$got" -ne "$code" ] || ! grep -qF "$words" err; then
        echo "./run $* exited $got instead of $code, or did not say \"$words\":" >&2
        cat err >&2
        failed=1
    fi
    if [ -s out ]; then
        echo "./run $* wrote to standard output:" >&2
        cat out >&2
        failed=1
    fi
}

expect 2 'there is no command "dmeo"' dmeo
expect 2 'usage: ./run COMMAND'
expect 2 'usage: ./run COMMAND' --frobnicate

if ! "$top/run" help | grep -q 'usage: ./run COMMAND'; then
    echo "./run help does not print the usage." >&2
    failed=1
fi
# Called through a link, the script still finds its project.
ln -s "$top/run" tandem-run
if ! ./tandem-run help >/dev/null; then
    echo "./run fails when it is called through a link." >&2
    failed=1
fi
exit "$failed"
