// The voxels of a slice inside a polygon that a person drew. Thread-safe.
#pragma once

#include "core/volume/geometry.h"
#include "core/volume/voxel_runs.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace tandem {

/// Voxels whose centres lie inside by the even-odd rule. corners: continuous voxel indices, of which the axis `through`
/// is not looked at; the last is joined with the first. slice: along `through`.
[[nodiscard]] VoxelRuns voxelsInPolygon(const Geometry& grid, std::size_t through, std::int64_t slice,
                                        std::span<const Vector3> corners);

}  // namespace tandem
