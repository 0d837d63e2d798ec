// The accuracy of one case's label map against its reference, for every structure.
//
// Thread-safe. Invariant: one entry per structure, in the order of the class indices.
#pragma once

#include "core/metrics/overlap.h"
#include "core/metrics/surface.h"
#include "core/volume/volume.h"

#include <vector>

namespace tandem {

struct ClassMetrics {
    int classIndex = 0;  ///< 1..C-1
    Overlap overlap;
    SurfaceDistances surface;
};

/// Metrics of the classes 1..classes-1; the background (0) is not a structure. classes: 2 to 255. Throws Error
/// (InvalidInput) when the grids differ, a voxel holds no class index, or the reference knows no voxel.
[[nodiscard]] std::vector<ClassMetrics> evaluateCase(const LabelVolume& prediction, const LabelVolume& reference,
                                                     int classes);

}  // namespace tandem
