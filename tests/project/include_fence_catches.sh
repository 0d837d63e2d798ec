#!/usr/bin/env bash
# include_fence_catches.sh TOP: plants one violation after the other in a small tree and fails when the fence lets one
# pass, or complains about what is allowed.
set -euo pipefail

top=$1
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
mkdir -p "$tree/tests/project"
cp "$top"/tests/project/include_fence.{sh,awk} "$tree/tests/project/"
failed=0

# plant FILE INCLUDE: a tree with this file alone; sets said to the fence's words and code to its exit status.
plant() {
    rm -rf "$tree"/{core,storage,ui,app,tests/engine}
    mkdir -p "$tree/$(dirname "$1")"
    printf '#include %s\n' "$2" >"$tree/$1"
    code=0
    said=$("$tree/tests/project/include_fence.sh" "$tree") || code=$?
}

refused() {
    plant "$1" "$2"
    if [ "$code" -eq 0 ] || [[ "$said" != "$1:1: "*"$3"* ]]; then
        echo "in $1: #include $2 was not refused with \"$3\", but with exit $code and: $said" >&2
        failed=1
    fi
}

allowed() {
    plant "$1" "$2"
    if [ "$code" -ne 0 ]; then
        echo "in $1: #include $2 was refused: $said" >&2
        failed=1
    fi
}

refused core/volume/volume.cpp '<torch/torch.h>' 'of torch is outside of its room'
refused storage/training/train.cpp '<ATen/ATen.h>' 'of torch is outside of its room'
refused storage/db/database.cpp '<itkImage.h>' 'of ITK is outside of its room'
refused core/study/split.cpp '<QString>' 'of Qt is outside of its room'
refused core/base/error.cpp '<openssl/evp.h>' 'of OpenSSL is outside of its room'
refused core/settings/preset.h '<nlohmann/json.hpp>' 'of nlohmann-json is outside of its room'
refused core/phantom/phantom.cpp '"nlohmann/json.hpp"' 'of nlohmann-json is outside of its room'
refused storage/import/plan.cpp '<SQLiteCpp/SQLiteCpp.h>' 'of SQLite is outside of its room'
refused storage/preparation/crop.cpp '<hdf5.h>' 'of HDF5 is outside of its room'
refused ui/picture/page.cpp '<vtkImageData.h>' 'of VTK is outside of its room'
refused storage/training/study.cpp '<CLI/CLI.hpp>' 'of CLI11 is outside of its room'
refused core/metrics/surface.h '<itkImage.h>' 'shown by a public header'
refused storage/db/database.h '<SQLiteCpp/Database.h>' 'shown by a public header'
refused storage/image/reader.h '<itkImage.h>' 'shown by a public header'
refused core/base/error.cpp '<boost/any.hpp>' 'belongs to no library known'
refused core/base/error.cpp '"storage/db/database.h"' 'lies in a higher layer'
refused storage/db/database.cpp '"ui/picture/colour_map.h"' 'lies in a higher layer'
refused ui/picture/page.cpp '"app/cli/command_line.h"' 'lies in a higher layer'
refused ui/picture/page.cpp '"core/engine/network/vnet.h"' 'opened at run time'
refused app/cli/main.cpp '"core/engine/network/vnet.h"' 'opened at run time'
refused core/base/error.cpp '"error.h"' 'not a path from the top'
refused core/base/error.cpp '<core/base/error.h>' 'in quotation marks'

allowed core/engine/network/vnet.h '<torch/torch.h>'
allowed tests/engine/tst_vnet.cpp '"core/engine/network/vnet.h"'
allowed storage/image/itk_volume.h '<itkImage.h>'
allowed core/metrics/surface.cpp '<itkImage.h>'
allowed core/settings/preset.cpp '<nlohmann/json.hpp>'
allowed storage/prediction/provenance.h '<nlohmann/json_fwd.hpp>'
allowed core/base/mapped_file.cpp '<sys/mman.h>'
allowed ui/picture/page.h '<QImage>'
allowed app/cli/main.cpp '<CLI/CLI.hpp>'
allowed storage/training/train.cpp '"core/engine.h"'
allowed core/volume/volume.h '<memory>'
exit "$failed"
