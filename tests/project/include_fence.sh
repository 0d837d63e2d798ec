#!/usr/bin/env bash
# include_fence.sh TOP: fails when a source includes what does not belong into its folder, and says where and why.
#
# Four rules (ARCHITECTURE.md): a library's headers stay in the library's rooms; public headers show no library's types
# but Qt's in ui; layers include downwards only (app, ui, storage, core), and nobody outside includes the engine's parts;
# within a layer, a folder includes those that it may know.
set -euo pipefail
cd "$1"

roots=()
for folder in core storage ui app tests; do
    [ ! -d "$folder" ] || roots+=("$folder")
done
{ grep -rnE --include='*.h' --include='*.cpp' '^[[:space:]]*#[[:space:]]*include' "${roots[@]}" || true; } |
    awk -f tests/project/include_fence.awk
