#!/usr/bin/env bash
# installed_files.sh CMAKE BUILD VERSION: installs into a folder, moves it, and fails unless it holds what it should, and
# the programs find the engine from there without anything of this machine's environment.
set -euo pipefail

cmake=$1 build=$2 version=$3
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0
complain() { echo "$*" >&2; failed=1; }

"$cmake" --install "$build" --prefix "$scratch/first" >"$scratch/log" 2>&1 || { cat "$scratch/log" >&2; exit 1; }
# Whatever names the first place would now be missed.
mv "$scratch/first" "$scratch/moved"
cd "$scratch/moved"

cat >"$scratch/expected" <<'FILES'
bin/tandem-cli
lib/tandem/tandem-reader
lib/tandem/tandem-worker
lib/tandem/tandem_engine.so
share/doc/tandem/changelog.gz
share/doc/tandem/copyright
share/man/man1/tandem-cli.1.gz
FILES
if [ -e bin/tandem ]; then
    cat >>"$scratch/expected" <<'FILES'
bin/tandem
share/applications/tandem.desktop
share/icons/hicolor/128x128/apps/tandem.png
share/icons/hicolor/16x16/apps/tandem.png
share/icons/hicolor/24x24/apps/tandem.png
share/icons/hicolor/256x256/apps/tandem.png
share/icons/hicolor/32x32/apps/tandem.png
share/icons/hicolor/48x48/apps/tandem.png
share/icons/hicolor/512x512/apps/tandem.png
share/icons/hicolor/64x64/apps/tandem.png
share/icons/hicolor/scalable/apps/tandem.svg
share/man/man1/tandem.1.gz
share/metainfo/org.tandem_segmentation.tandem.metainfo.xml
share/mime/packages/tandem-project.xml
FILES
fi
export LC_ALL=C
diff <(sort "$scratch/expected") <(find . -type f -not -path './share/tandem/engine-source/*' -printf '%P\n' | sort) >&2 ||
    complain "The files above (<) are missing or (>) should not be installed."

# The sources that an engine is built of are those that a build of it reads.
[ -z "$(find share/tandem/engine-source -name '*.cpp' -path '*storage*')" ] || complain "More than the engine's sources are installed."
"$cmake" -G Ninja -S share/tandem/engine-source -B "$scratch/engine" -DTANDEM_ENGINE_ONLY=ON -DTANDEM_TESTS=OFF \
    >"$scratch/log" 2>&1 || { tail -n 20 "$scratch/log" >&2; complain "No engine can be configured of the installed sources."; }

for binary in bin/* lib/tandem/*; do
    if readelf --dynamic "$binary" | grep -E 'R(UN)?PATH' | grep -F "$build" >&2; then
        complain "$binary looks for libraries in the build folder."
    fi
    if ldd "$binary" | grep 'not found' >&2; then
        complain "$binary misses the libraries above."
    fi
done

# run PROGRAM ARGUMENTS...: with an empty environment, in an empty home.
run() {
    mkdir -p "$scratch/home"
    env -i PATH=/usr/bin:/bin HOME="$scratch/home" QT_QPA_PLATFORM=offscreen "$@"
}

[ "$(run bin/tandem-cli --version)" = "tandem-cli $version" ] || complain "tandem-cli does not say version $version."
[ "$(run lib/tandem/tandem-worker --version)" = "tandem-worker $version" ] ||
    complain "tandem-worker does not say version $version."
[ "$(run lib/tandem/tandem-reader --version)" = "tandem-reader $version" ] ||
    complain "tandem-reader does not say version $version."
run bin/tandem-cli doctor >"$scratch/doctor" || complain "tandem-cli doctor fails."
grep -q '^HDF5 ' "$scratch/doctor" || complain "doctor does not find tandem-reader: $(cat "$scratch/doctor")"
grep -q '^Engine: LibTorch' "$scratch/doctor" || complain "doctor names no engine: $(cat "$scratch/doctor")"
if [ -e bin/tandem ]; then
    [ "$(run bin/tandem --version)" = "tandem $version" ] || complain "tandem does not say version $version."
fi
exit "$failed"
