#!/usr/bin/env bash
# make_icons.sh: draws the program's icon in the sizes and formats that desktops ask for, from resources/icons/tandem.svg.
#
# To be run after a change of the drawing; what it writes is committed, so that a build needs none of these tools:
# apt-get install librsvg2-bin icoutils icnsutils
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
drawing=$here/../../resources/icons/tandem.svg
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

for size in 16 24 32 48 64 128 256 512; do
    mkdir -p "$here/hicolor/${size}x$size/apps"
    rsvg-convert --width "$size" --height "$size" "$drawing" --output "$here/hicolor/${size}x$size/apps/tandem.png"
    cp "$here/hicolor/${size}x$size/apps/tandem.png" "$scratch/$size.png"
done
icotool --create --output="$here/tandem.ico" "$scratch"/{16,24,32,48,64,128}.png --raw="$scratch/256.png"
png2icns "$here/tandem.icns" "$scratch"/{16,32,48,128,256,512}.png
