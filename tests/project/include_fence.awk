# Reads lines FILE:LINE:#include ..., prints each that breaks a rule of include_fence.sh, and exits 1 if there was one.

BEGIN {
    # Library, the headers by which it is known, and the rooms that may include them (regular expressions).
    room("torch", "^(torch|ATen|c10|caffe2)/", "^core/engine/|^tests/(engine|bench|golden)/")
    room("ITK", "^(itk|vnl|vcl|gdcm)", "^storage/(image|preparation)/|^core/metrics/|^tests/")
    room("HDF5", "^(hdf5|H5[A-Za-z]+)[.]h$", "^storage/image/|^tests/")
    room("DCMTK", "^dcmtk/", "^storage/image/|^tests/")
    room("ISA-L", "^isa-l/", "^storage/image/byte_source[.]cpp$")
    room("SQLite", "^(SQLiteCpp/|sqlite3)", "^storage/db/|^tests/")
    room("VTK", "^(vtk|QVTK)", "^ui/render/|^storage/mesh/|^tests/")
    room("Qt", "^Qt?[A-Z]", "^ui/|^app/|^tests/")
    room("CLI11", "^CLI/", "^app/")
    room("nlohmann-json's names", "^nlohmann/json_fwd[.]hpp$", "^core/|^storage/|^app/|^tests/")
    room("nlohmann-json", "^nlohmann/",
         "^core/(settings|prepared|reliability)/[^/]*[.]cpp$|^(core/engine|storage|app)/.*[.]cpp$|^tests/")
    room("zlib", "^zlib[.]h$", "^storage/training/snapshot_file[.]cpp$")
    room("OpenSSL", "^openssl/", "^core/base/content_hash[.]cpp$")
    room("Google Benchmark", "^benchmark/", "^tests/bench/")
    standard = "^[a-z0-9_]+$"
    posix = "^(dlfcn|fcntl|unistd|signal|termios|pthread|sched|poll|malloc|errno|time)[.]h$|^sys/[a-z_]+[.]h$"
    # Headers that are shared between the sources of one folder and speak its library's language.
    namesOnly = "^nlohmann/json_fwd[.]hpp$"
    internal = "^core/engine/|^storage/image/itk_volume[.]h$|^tests/"
}

function room(library, headers, places) {
    libraries[++count] = library
    known[count] = headers
    rooms[count] = places
}

function complain(sentence) {
    print file ":" line ": " sentence
    failed = 1
}

# The layer of a path's folder; higher layers may include lower ones.
function layer(path) {
    if (path ~ /^core\//) return 1
    if (path ~ /^storage\//) return 2
    if (path ~ /^ui\//) return 3
    if (path ~ /^app\//) return 4
    if (path ~ /^tests\//) return 5
    return 0
}

function check_own() {
    if (layer(header) == 0) {
        complain("\"" header "\" is not a path from the top of the project")
    } else if (layer(header) > layer(file)) {
        complain("\"" header "\" lies in a higher layer; folders include downwards only")
    } else if (header ~ /^core\/engine\// && file !~ /^core\/engine\/|^tests\/(engine|bench|golden)\//) {
        complain("\"" header "\" is a part of the engine, which is opened at run time and never linked")
    }
}

function check_library(    i) {
    for (i = 1; i <= count; ++i) {
        if (header !~ known[i]) {
            continue
        }
        if (file !~ rooms[i]) {
            complain("<" header "> of " libraries[i] " is outside of its room")
        } else if (file ~ /[.]h$/ && file !~ internal && header !~ namesOnly && !(libraries[i] == "Qt" && file ~ /^ui\//) &&
                   file !~ /^app\//) {
            complain("<" header "> of " libraries[i] " is shown by a public header")
        }
        return
    }
    if (header !~ standard && header !~ posix) {
        complain("<" header "> belongs to no library known to tests/project/include_fence.awk; give it a room there")
    }
}

{
    file = $0; sub(/:.*/, "", file)
    line = $0; sub(/^[^:]*:/, "", line); sub(/:.*/, "", line)
    if (match($0, /<[^>]*>/)) {
        header = substr($0, RSTART + 1, RLENGTH - 2)
        if (header ~ /^(core|storage|ui|app|tests)\//) {
            complain("<" header "> is the project's own; include it in quotation marks")
        } else {
            check_library()
        }
    } else if (match($0, /"[^"]*"/)) {
        header = substr($0, RSTART + 1, RLENGTH - 2)
        if (header ~ /[.]moc$|^(moc|ui)_[a-z_]+[.](cpp|h)$/) {
            next
        }
        isLibrary = 0
        for (i = 1; i <= count; ++i) {
            isLibrary = isLibrary || header ~ known[i]
        }
        if (isLibrary && layer(header) == 0) check_library(); else check_own()
    }
}

END { exit failed }
