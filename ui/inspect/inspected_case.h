// A case as it is inspected: its image, its layers and the surfaces of its prediction.
//
// A plain value; loading blocks and belongs into a job. Invariant: all volumes have the grid of the image.
#pragma once

#include "core/base/progress.h"
#include "core/study/label_scheme.h"
#include "ui/picture/axial_slice.h"
#include "ui/render/class_surface.h"
#include "ui/render/slice_layer.h"

#include <QString>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <vector>

namespace tandem {

struct InspectedCase {
    std::int64_t runId = 0;
    std::int64_t caseId = 0;
    QString name;
    LabelScheme scheme;
    ImageVolume image;
    GreyWindow window;  ///< 1st to 99th percentile of the volume
    std::vector<SliceLayer> layers;
    std::vector<ClassSurface> surfaces;

    [[nodiscard]] const SliceLayer* layer(const QString& id) const;
};

/// Reads the newest prediction of the run for the case. Throws Error (NotFound when there is none, or a file is gone;
/// InvalidInput when a map has another grid than the image; Cancelled).
[[nodiscard]] InspectedCase loadInspectedCase(const std::filesystem::path& project, std::int64_t runId,
                                              std::int64_t caseId, const Progress& progress,
                                              const std::stop_token& stop);

/// The range in which most voxels lie: from the lower to the upper fraction of a sample of them.
[[nodiscard]] GreyWindow percentiles(const ImageVolume& image, double lower, double upper);

}  // namespace tandem
