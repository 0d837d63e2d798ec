// The slices of a label map in which most is to be seen. Plain functions, thread-safe.
#pragma once

#include "core/volume/volume.h"

#include <cstdint>

namespace tandem {

/// Along each axis the slice in which most voxels are not background; the middle one when all are background. Throws
/// Error (InvalidInput) when the volume is empty.
[[nodiscard]] Index3 largestSlices(const LabelVolume& label);

/// The same of the axis that runs most nearly from foot to head.
[[nodiscard]] std::int64_t largestSlice(const LabelVolume& label);

}  // namespace tandem
