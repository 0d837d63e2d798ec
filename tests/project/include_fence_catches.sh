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
refused core/base/error.cpp '<immintrin.h>' 'of the processor is outside of its room'
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

refused core/volume/volume.h '"core/study/split.h"' 'of its layer core/volume may include only core/base'
refused core/base/error.cpp '"core/volume/volume.h"' 'of its layer core/base may include nothing else'
refused core/settings/preset.cpp '"core/engine.h"' 'against the arrows'
refused core/metrics/overlap.cpp '"core/reliability/trust_model.h"' 'against the arrows'
refused core/engine/network/vnet.cpp '"core/engine/loss/dice.h"' 'against the arrows'
refused core/engine/sampling/sampler.cpp '"core/engine/training/trainer.h"' 'against the arrows'
refused storage/image/reader.cpp '"storage/db/project.h"' 'of its layer storage/image may include nothing else'
refused storage/db/project.cpp '"storage/image/reader.h"' 'against the arrows'
refused storage/import/plan.cpp '"storage/cases/case_files.h"' 'may include only storage/db storage/image'
refused storage/training/train.cpp '"storage/prediction/predict.h"' 'against the arrows'
refused storage/review/review_queue.cpp '"storage/export/export_plan.h"' 'against the arrows'
refused storage/demo/demo.cpp '"storage/training/train.h"' 'against the arrows'
refused ui/theme/theme.cpp '"ui/jobs/job.h"' 'against the arrows'
refused ui/prediction/predict_dialog.cpp '"ui/trust/trust_words.h"' 'against the arrows'
refused ui/picture/page.cpp '"ui/theme/theme.h"' 'against the arrows'
refused ui/inspect/inspect_page.cpp '"ui/review/review_page.h"' 'against the arrows'
refused ui/window/main_window.cpp '"ui/inspect/inspect_page.h"' 'against the arrows'
refused ui/datasets/labels/label_edit.cpp '"ui/datasets/import/import_dialog.h"' 'against the arrows'
refused ui/training/chart/line_chart.cpp '"ui/training/chart_board.h"' 'against the arrows'
refused ui/export/report/report.cpp '"ui/session/project_session.h"' 'against the arrows'
refused app/cli/main.cpp '"ui/window/main_window.h"' 'which the command line does not have'
refused storage/mesh/mesh.cpp '"storage/other/thing.h"' '"storage/other/thing.h" lies in a folder that'
refused storage/other/thing.cpp '"storage/db/project.h"' '"storage/other/thing.cpp" lies in a folder that'
refused core/engine/other/thing.cpp '"core/engine/network/vnet.h"' '"core/engine/other/thing.cpp" lies in a folder that'

allowed core/reliability/trust_model.cpp '"core/metrics/overlap.h"'
allowed core/engine/training/trainer.cpp '"core/engine/prediction/predictor.h"'
allowed core/engine/libtorch_engine.cpp '"core/engine/training/trainer.h"'
allowed storage/export/export_plan.cpp '"storage/review/review_queue.h"'
allowed storage/training/deeper/part.cpp '"storage/training/train.h"'
allowed ui/inspect/inspect_page.cpp '"ui/trust/trust_words.h"'
allowed ui/training/pinned/pinned_panel.cpp '"ui/training/chart/line_chart.h"'
allowed ui/datasets/datasets_page.cpp '"ui/datasets/import/import_dialog.h"'
allowed app/cli/export_command.cpp '"ui/export/report/report.h"'
allowed app/gui/main.cpp '"ui/inspect/inspect_page.h"'
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
