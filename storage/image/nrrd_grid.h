// The grid that the fields of a NRRD header describe. Thread-safe.
//
// Invariant: three spatial axes in the order of the voxels, in LPS.
#pragma once

#include "core/study/finding.h"
#include "core/volume/geometry.h"
#include "storage/image/nrrd_fields.h"

#include <vector>

namespace tandem {

struct NrrdGrid {
    Geometry geometry;
    int channels = 1;  ///< size of the axis that is not spatial, if there is one
};

/// Adds to findings. Throws Error (InvalidInput, Unsupported when it is not a 3D grid).
[[nodiscard]] NrrdGrid nrrdGrid(const NrrdFields& fields, std::vector<Finding>& findings);

}  // namespace tandem
