// Surfaces of labelled voxels and exact Euclidean distances to them, on a block cut out of a label map.
//
// Thread-safe. Invariant: all that lies outside the block counts as background.
#pragma once

#include "core/volume/box.h"
#include "core/volume/volume.h"

#include <cstdint>
#include <vector>

namespace tandem {

/// Voxels, the first axis varying fastest; 0 is background, kUnknownClass neither that nor a structure.
struct LabelBlock {
    Index3 size{0, 0, 0};
    Vector3 spacingMm{1, 1, 1};
    std::vector<std::uint8_t> voxels;
};

/// The voxels of the box, which must lie within the volume.
[[nodiscard]] LabelBlock cutOut(const LabelVolume& labels, const Box& box);

/// 1 at every voxel of a structure with a face neighbour of another value that is known, 0 elsewhere: where a structure
/// meets unknown voxels nobody says that it ends.
[[nodiscard]] LabelBlock surfaceOf(const LabelBlock& labels);

/// Distance in mm of every voxel's centre to that of the nearest voxel that is not 0; there must be one. Throws Error
/// (OutOfMemory or Internal).
[[nodiscard]] std::vector<double> distancesMm(const LabelBlock& seeds);

}  // namespace tandem
