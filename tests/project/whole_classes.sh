#!/usr/bin/env bash
# whole_classes.sh TOP: fails when the functions of a class stand in several sources, and says in which.
#
# What is too long for one source has parts with a state of their own, which are classes; halves of a class are not.
set -euo pipefail
cd "$1"

find core storage ui app -name '*.cpp' | sort | xargs awk '
    # A definition begins its line, and names its class before the first bracket.
    /^[A-Za-z].*\(/ {
        head = substr($0, 1, index($0, "(") - 1)
        if (match(head, /[A-Z][A-Za-z0-9]*::~?[A-Za-z0-9]+$/)) {
            class = substr(head, RSTART, index(substr(head, RSTART), ":") - 1)
            if (class in first && first[class] != FILENAME && !((class, FILENAME) in told)) {
                printf "%s:%d: %s has functions in %s, too; take a part out that owns its state.\n", FILENAME, FNR, class, first[class]
                told[class, FILENAME] = failed = 1
            } else if (!(class in first)) {
                first[class] = FILENAME
            }
        }
    }
    END { exit failed }'
