# Reads lines FILE:LINE:#include ..., prints each that breaks a rule of include_fence.sh, and exits 1 if there was one.

BEGIN {
    # Library, the headers by which it is known, and the rooms that may include them (regular expressions).
    room("torch", "^(torch|ATen|c10|caffe2)/", "^core/engine/|^tests/(engine|bench|golden)/")
    room("ITK", "^(itk|vnl|vcl|gdcm)", "^storage/(image|foreign|preparation)/|^core/metrics/|^tests/")
    room("HDF5", "^(hdf5|H5[A-Za-z]+)[.]h$", "^storage/foreign/|^tests/")
    room("DCMTK", "^dcmtk/", "^storage/foreign/|^tests/")
    room("RE2", "^re2/", "^storage/import/patient_pattern[.]cpp$")
    room("ISA-L", "^isa-l/", "^storage/image/byte_source[.]cpp$")
    room("ICU", "^unicode/", "^storage/import/name_text[.]cpp$")
    room("SQLite", "^(SQLiteCpp/|sqlite3)", "^storage/db/|^tests/")
    room("VTK", "^(vtk|QVTK)", "^ui/render/|^storage/mesh/|^tests/")
    room("Qt", "^Qt?[A-Z]", "^ui/|^app/|^tests/")
    room("CLI11", "^CLI/", "^app/")
    room("nlohmann-json's names", "^nlohmann/json_fwd[.]hpp$", "^core/|^storage/|^app/|^tests/")
    room("nlohmann-json", "^nlohmann/",
         "^core/(settings|prepared|plan|reliability|engines)/[^/]*[.]cpp$|^(core/engine|storage|app)/.*[.]cpp$|^tests/")
    room("zlib", "^zlib[.]h$", "^storage/training/snapshot_file[.]cpp$")
    room("the processor", "^(cpuid|[a-z]+intrin)[.]h$", "^core/base/sha256[.]cpp$")
    room("Google Benchmark", "^benchmark/", "^tests/bench/")
    room("the kernel's fences", "^linux/(audit|filter|landlock|seccomp)[.]h$", "^app/reader/fence[.]cpp$")
    standard = "^[a-z0-9_]+$"
    posix = "^(dlfcn|fcntl|ftw|spawn|unistd|signal|termios|pthread|sched|poll|malloc|errno|time|getopt)[.]h$|^(sys|netinet)/[a-z_]+[.]h$"
    # Headers that are shared between the sources of one folder and speak its library's language.
    namesOnly = "^nlohmann/json_fwd[.]hpp$"
    without_widgets = "^ui/(export/report|numbers|picture|simulation/picture)/"
    internal = "^core/engine/|^storage/image/itk_volume[.]h$|^storage/foreign/object_writing[.]h$|^tests/"

    # Folders, and the folders of the same layer that each may include (ARCHITECTURE.md). A folder below one of these
    # belongs to it, unless it stands here itself.
    knows("core/base", "")
    knows("core/volume", "core/base")
    knows("core/maps", "core/base core/volume")
    knows("core/settings", "core/base core/volume core/maps")
    knows("core/proposal", "core/base core/volume core/maps core/settings")
    knows("core/prepared", "core/base core/volume")
    knows("core/study", "core/base core/volume core/prepared")
    knows("core/phantom", "core/base core/volume")
    knows("core/metrics", "core/base core/volume")
    knows("core/reliability", "core/base core/volume core/maps core/metrics")
    knows("core/correction", "core/base core/volume core/study")
    knows("core/engines", "core/base")
    knows("core", "core/base core/volume core/maps core/study core/settings core/prepared core/engines")
    knows("core/plan", "core core/base core/volume core/maps core/settings core/prepared core/study core/engines")
    science = "core core/base core/volume core/maps core/study core/settings core/prepared"
    knows("core/engine/devices", science)
    knows("core/engine/cuda", science " core/engine/devices")
    knows("core/engine/ranks", science " core/engine/devices")
    knows("core/engine/numerics", science " core/engine/devices")
    knows("core/engine/network", science " core/engine/devices core/engine/cuda core/engine/ranks core/engine/numerics")
    knows("core/engine/loss", science " core/engine/cuda core/engine/ranks core/engine/numerics core/engine/network")
    knows("core/engine/method", science " core/engine/network core/engine/loss")
    knows("core/engine/sampling", science " core/engine/devices")
    knows("core/engine/checkpoint", science " core/engine/network core/engine/sampling")
    engine = "core/engine/devices core/engine/cuda core/engine/ranks core/engine/numerics core/engine/network core/engine/loss core/engine/method " \
             "core/engine/sampling core/engine/checkpoint"
    each_knows_those_before(science " " engine, "core/engine/prediction core/engine/script core/engine/memory " \
                            "core/engine/training core/engine/check core/engine/bench core/engine")

    knows("storage/db", "")
    knows("storage/image", "")
    knows("storage/foreign", "storage/image")
    knows("storage/mesh", "")
    knows("storage/preparation", "storage/image")
    knows("storage/import", "storage/db storage/image")
    files = "storage/db storage/image storage/mesh storage/preparation storage/import"
    each_knows_those_before(files, "storage/cases storage/training storage/prediction storage/reliability storage/review " \
                            "storage/correction storage/regions storage/removal storage/simulation storage/export")
    knows("storage/demo", "storage/db storage/image")

    parts = "ui/numbers ui/theme ui/jobs ui/session ui/picture ui/render ui/settings ui/prediction ui/train_on ui/trust"
    each_knows_those_before("", parts)
    knows("ui/picture", "ui/numbers")  # also of programs without a window, as documents are
    knows("ui/export/report", "ui/numbers ui/picture ui/settings ui/trust")
    knows("ui/simulation/picture", "ui/picture ui/trust")  # of the command line, too
    knows("ui/simulation", parts " ui/simulation/picture")
    knows("ui/window", parts)
    each_knows_those_before(parts, "ui/datasets/cases ui/datasets/labels")
    knows("ui/datasets/import", parts " ui/datasets/cases ui/datasets/labels")
    knows("ui/datasets/splits", parts " ui/datasets/cases")
    knows("ui/datasets/statistics", parts " ui/datasets/cases")
    knows("ui/datasets", parts " ui/datasets/cases ui/datasets/labels ui/datasets/import ui/datasets/splits " \
          "ui/datasets/statistics")
    knows("ui/training/chart", "ui/numbers ui/theme ui/picture ui/render")
    knows("ui/training", parts " ui/training/chart")
    knows("ui/correction", parts)
    knows("ui/inspect", parts " ui/correction")
    knows("ui/review", parts " ui/correction ui/simulation")
    knows("ui/export", parts " ui/export/report")
}

function knows(folder, others) {
    known_to[folder] = " " others " "
}

function each_knows_those_before(first, folders,    i, n, list) {
    n = split(folders, list, " ")
    for (i = 1; i <= n; ++i) {
        knows(list[i], first)
        first = first " " list[i]
    }
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

# The folder of known_to that a file belongs to; nothing if there is none. Those right below a layer stand for themselves.
function folder_of(path,    folder) {
    folder = path
    while (sub(/\/[^\/]*$/, "", folder)) {
        if (folder in known_to) return folder
        if (folder ~ /^(core\/engine|[^\/]*)\/[^\/]*$/) return ""
    }
    return ""
}

# Within a layer: whether the file's folder may include the header's.
function check_arrow(    from, to) {
    from = folder_of(file)
    to = folder_of(header)
    if (from == "" || to == "") {
        complain("\"" (from == "" ? file : header) "\" lies in a folder that tests/project/include_fence.awk does not know; " \
                 "say there what it may include")
    } else if (from != to && index(known_to[from], " " to " ") == 0) {
        complain("\"" header "\" is against the arrows; of its layer " from " may include " \
                 (known_to[from] ~ /^ *$/ ? "nothing else" : "only" known_to[from]))
    }
}

function check_own() {
    if (layer(header) == 0) {
        complain("\"" header "\" is not a path from the top of the project")
    } else if (layer(header) > layer(file)) {
        complain("\"" header "\" lies in a higher layer; folders include downwards only")
    } else if (header ~ /^core\/engine\// && file !~ /^core\/engine\/|^app\/worker\/|^tests\/(engine|worker|bench|golden|fuzz)\//) {
        complain("\"" header "\" is a part of the engine, which is opened at run time and never linked")
    } else if (header ~ /^storage\/foreign\// && file !~ /^storage\/foreign\/|^app\/reader\/|^tests\//) {
        complain("\"" header "\" calls libraries of others on strangers' files, which only tandem-reader does")
    } else if (file ~ /^app\/worker\// && header ~ /^(storage|ui)\//) {
        complain("\"" header "\" is beyond the worker, which knows core and engine alone")
    } else if (file ~ /^app\/cli\// && header ~ /^ui\// && header !~ without_widgets) {
        complain("\"" header "\" is a part of the window, which the command line does not have")
    } else if (layer(header) == layer(file) && layer(file) < 4) {
        check_arrow()
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
