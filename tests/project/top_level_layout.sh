#!/usr/bin/env bash
# top_level_layout.sh TOP: fails when the project has a top-level folder that ARCHITECTURE.md does not know, or lacks one
# of the files that a reader looks for first.
set -euo pipefail
cd "$1"

failed=0
expected=' .ci .git .github app core installer resources storage tests ui '
for folder in */ .[!.]*/; do
    folder=${folder%/}
    [ -d "$folder" ] || continue
    if [[ "$expected" != *" $folder "* ]] && ! git check-ignore -q "$folder" 2>/dev/null &&
        [[ "$folder" != build && "$folder" != *.tandem ]]; then
        echo "The folder $folder is not part of the layout in ARCHITECTURE.md." >&2
        failed=1
    fi
done
for file in README.md ARCHITECTURE.md CONTRIBUTING.md SECURITY.md LICENSE run .ci/run; do
    if [ ! -s "$file" ]; then
        echo "The file $file is missing." >&2
        failed=1
    fi
done
exit "$failed"
