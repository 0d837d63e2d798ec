// The voxels under a brush that moves over a slice: a disc in the plane, or a ball.
//
// Thread-safe. Invariant: a voxel is under the brush when its centre is, so that zoom plays no part; the voxel that the
// brush stands on always is.
#pragma once

#include "core/volume/geometry.h"
#include "core/volume/voxel_runs.h"

#include <cstddef>

namespace tandem {

enum class BrushShape { Disc, Ball };

struct Brush {
    BrushShape shape = BrushShape::Disc;
    double radiusMm = 3;
    std::size_t through = 2;  ///< a disc's normal, an axis of the grid
};

/// Where the brush passed on its straight way between two places, each the continuous index of a voxel; a disc stays in
/// the slice of `from`. Lies within the grid; may be empty beyond it.
[[nodiscard]] VoxelRuns brushedVoxels(const Geometry& grid, const Brush& brush, const Vector3& from, const Vector3& to);

}  // namespace tandem
