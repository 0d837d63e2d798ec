// A coarser copy of an image for volume rendering, which has to be drawn many times a second.
//
// Thread-safe. Invariant: its axes are right-handed, whatever those of the image are, as renderers expect it.
#pragma once

#include "core/volume/volume.h"

#include <cstdint>

namespace tandem {

/// Means over blocks of voxels, as small as possible with at most the given number of blocks along every axis.
[[nodiscard]] ImageVolume reducedVolume(const ImageVolume& image, std::int64_t mostPerAxis);

}  // namespace tandem
