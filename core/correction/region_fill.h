// Voxels by their grey values: a connected region that grows from one, and what a brush keeps to. Thread-safe.
//
// Invariant: the voxel itself belongs to its region.
#pragma once

#include "core/volume/volume.h"
#include "core/volume/voxel_runs.h"

#include <cstddef>
#include <optional>
#include <stop_token>

namespace tandem {

/// Where a region may grow to.
struct FillReach {
    double radiusMm = 30;                ///< of its voxels' centres from the voxel's
    std::optional<std::size_t> through;  ///< within the slice of this axis; in 3D without
};

/// 6-connected (4 in a slice) voxels whose grey value is within tolerance of that of the voxel. tolerance: in the
/// image's unit. Throws Error (Cancelled).
[[nodiscard]] VoxelRuns likeGrey(const ImageVolume& image, const Index3& voxel, double tolerance,
                                 const FillReach& reach, const std::stop_token& stop = {});

/// Those of them whose grey value lies in [low, high]: what a grey-limited brush paints of what it passes.
[[nodiscard]] VoxelRuns withinGrey(const ImageVolume& image, const VoxelRuns& voxels, double low, double high);

}  // namespace tandem
