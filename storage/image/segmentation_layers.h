// Segmentations of 3D Slicer whose segments lie in several layers, so that they may overlap. Thread-safe.
//
// Invariant: a label map comes out only where no voxel belongs to two segments.
#pragma once

#include "core/volume/volume.h"
#include "storage/image/stored_image.h"

#include <stop_token>

namespace tandem {

/// Whether the image has layers, and says which segments lie in them.
[[nodiscard]] bool hasLayers(const StoredImage& image);

/// All segments in one map, by their label values where those are different, else numbered from 1 as the file lists
/// them, which is told. Throws Error (Unsupported naming two segments that overlap; InvalidInput for a value that no
/// segment has; as decode()).
[[nodiscard]] RawLabelVolume mergedLayers(const StoredImage& image, std::uint64_t limitBytes,
                                          std::vector<Finding>& findings, const std::stop_token& stop);

}  // namespace tandem
