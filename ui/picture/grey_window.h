// The brightness range in which a slice is shown. A plain value, thread-safe.
#pragma once

#include "core/volume/volume.h"
#include "ui/picture/slice_plane.h"

#include <cstdint>

namespace tandem {

struct GreyWindow {
    double low = 0;
    double high = 1;
};

/// The 1st and the 99th percentile of the slice's finite values; low < high also for a slice of one value.
[[nodiscard]] GreyWindow greyWindowOf(const ImageVolume& image, const SlicePlane& plane, std::int64_t slice);

}  // namespace tandem
