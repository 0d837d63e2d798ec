#!/usr/bin/env bash
# numbers_in_one_place.sh TOP: fails when a source turns a number into a text for a person by itself, and says where.
#
# Terminal and errors have core/base/number_text.h for it, the window and its documents ui/numbers/quantity.h.
set -euo pipefail
cd "$1"

# Where numbers are written for programs, with all their digits.
exact='^ui/training/chart/chart_series\.cpp:'
hand_made="(toString|number|arg)\(.*, *'[efg]'|formattedDataSize|std::(setprecision|fixed)\b|%\.[0-9*]*l?[efg]\b"
found=$(grep -rnE --include='*.h' --include='*.cpp' "$hand_made" core storage ui app | grep -vE "$exact|^ui/numbers/" || true)
if [ -n "$found" ]; then
    echo "$found"
    echo "These write numbers by hand; use core/base/number_text.h or ui/numbers/quantity.h." >&2
    exit 1
fi
