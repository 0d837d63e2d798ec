#!/usr/bin/env bash
# names_in_one_place.sh TOP: fails when a name of a map, or the words of a setting, are spelled where they are not made.
#
# Maps are named by core/maps/map_name.h. A setting's title and description stand in the field tables of core/settings;
# a window translates what it reads there. Titles of one word are words like others, and are not looked for.
set -euo pipefail
cd "$1"
failed=0

# spelled ALLOWED GREP_OPTIONS...: the places in the sources, without those that the expression ALLOWED names.
spelled() {
    local allowed=$1
    shift
    grep -rn --include='*.h' --include='*.cpp' "$@" core storage ui app | grep -vE "$allowed" || true
}

# The signals of trust have ids of their own in its JSON, some of which read like maps.
maps=$(spelled '^core/maps/|^core/reliability/trust_signals\.cpp:' -E \
    '"((label|prediction)-(b|mean)|(probability|uncertainty|similarity|reliability)-[a-z0-9-]*|selection|disagreement)"')
if [ -n "$maps" ]; then
    echo "$maps"
    echo "These spell names of maps; use MapName of core/maps/map_name.h." >&2
    failed=1
fi

words=$(mktemp)
trap 'rm -f "$words"' EXIT
grep -ohE '\.(title|description) = *"[^"]* [^"]*"' core/settings/*.cpp | sed 's/^[^"]*//' | sort -u >"$words"
[ -s "$words" ] || { echo "No words of settings were found in core/settings." >&2; exit 1; }
# The learning rate is a chart, too.
settings=$(spelled '^core/settings/|^ui/training/chart_board\.cpp:.*"Learning rate"|^core/training_metrics\.cpp:' -Ff "$words")
if [ -n "$settings" ]; then
    echo "$settings"
    echo "These repeat the words of a setting; read them from its field table in core/settings." >&2
    failed=1
fi
exit "$failed"
