#!/usr/bin/env bash
# format_check.sh TOP: fails when a C++ file of the project is not as clang-format 19 would write it.
set -euo pipefail
cd "$1"

if ! command -v clang-format-19 >/dev/null; then
    echo "clang-format-19 is not installed; run installer/dependencies.sh." >&2
    exit 1
fi
find core storage ui app tests \( -name '*.h' -o -name '*.cpp' \) -print0 |
    xargs -0 -r -n 24 -P 2 clang-format-19 --dry-run -Werror || {
    echo "Run clang-format-19 -i on the files named above." >&2
    exit 1
}
