#!/usr/bin/env bash
# manual.sh PAGE PROGRAM: fails when the manual page is no proper page, leaves out a command or option that the program's
# --help has, or tells of one that it has not.
set -euo pipefail

page=$1 program=$2
export QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0
complain() { echo "$*" >&2; failed=1; }

groff -man -ww -z -Tutf8 "$page" 2>"$scratch/warnings"
if [ -s "$scratch/warnings" ]; then
    cat "$scratch/warnings" >&2
    complain "The page $page has the faults above."
fi

sed 's/\\-/-/g' "$page" >"$scratch/page"
# look COMMAND...: adds its help, and that of the commands below it, which the page must tell of.
look() {
    local help command commands
    help=$("$program" "$@" --help)
    echo "$help" >>"$scratch/help"
    # CLI11 lists the commands, indented by two, under this heading, to which only examples come after.
    mapfile -t commands < <(sed -n '/^Subcommands:/,/^$/ s/^  \([a-z][a-z-]*\) .*/\1/p' <<<"$help")
    for command in "${commands[@]}"; do
        grep -qE "^\.SS \"?${*:+$* }$command( |\"|\$)" "$scratch/page" || complain "The page does not tell of the command $* $command."
        look "$@" "$command"
    done
}
look

# An option's own line begins with it, maybe after a short one; words of an explanation do not count.
grep -oE '^ +(-[a-zA-Z], ?)*(-[a-zA-Z?], ?)?--[a-z][a-z-]*' "$scratch/help" | grep -oE -- '--[a-z][a-z-]*' | sort -u >"$scratch/real"
grep -oE -- '--[a-z][a-z-]*' "$scratch/page" | sort -u >"$scratch/told"
if ! diff "$scratch/real" "$scratch/told" >&2; then
    complain "Of the options above the page (>) and --help (<) differ."
fi
exit "$failed"
