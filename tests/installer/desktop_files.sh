#!/usr/bin/env bash
# desktop_files.sh BUILT SOURCE: fails when the menu entry, the type of project files or the entry for software centres is
# not as the desktops' own tools want it.
set -euo pipefail

built=$1 source=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

desktop-file-validate "$source/tandem.desktop"
# The project has no page of its own that the entry could name.
appstreamcli validate --no-net --override=url-homepage-missing=info "$built/org.tandem_segmentation.tandem.metainfo.xml"
mkdir -p "$scratch/mime/packages"
cp "$source/tandem-project.xml" "$scratch/mime/packages"
update-mime-database "$scratch/mime"
type=$(sed -n 's/.*<mime-type type="\(.*\)">.*/\1/p' "$source/tandem-project.xml")
if ! grep -qxF "MimeType=$type;" "$source/tandem.desktop"; then
    echo "tandem.desktop does not open $type, the type of project files." >&2
    exit 1
fi
