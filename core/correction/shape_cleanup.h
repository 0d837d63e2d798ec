// Cleaning the shape of one class: its holes, its islands, its edge. Thread-safe.
//
// Each function says which voxels become the class and which leave it; a slice is worked on alone where one is given.
// Throws Error (Cancelled).
#pragma once

#include "core/correction/grid_slice.h"
#include "core/volume/volume.h"
#include "core/volume/voxel_runs.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>

namespace tandem {

struct ShapeChange {
    VoxelRuns joining;        ///< become the class
    VoxelRuns leaving;        ///< become background
    std::int64_t pieces = 0;  ///< holes filled, islands removed

    bool operator==(const ShapeChange&) const = default;
};

/// Holes: what of other classes cannot reach the border of the grid (of the slice) without crossing the class, over
/// faces of voxels (sides of pixels). A grid of one slice is that slice.
[[nodiscard]] ShapeChange filledHoles(const LabelVolume& label, std::uint8_t labelClass,
                                      const std::optional<SliceOf>& slice, const std::stop_token& stop);

/// Islands: 26-connected (8 in a slice) pieces of the class of fewer than leastVoxels; the largest piece always stays.
[[nodiscard]] ShapeChange removedIslands(const LabelVolume& label, std::uint8_t labelClass, std::int64_t leastVoxels,
                                         const std::optional<SliceOf>& slice, const std::stop_token& stop);

/// A voxel belongs to the smooth shape when at least half of a Gaussian of that standard deviation around it lies in
/// the class, which goes on beyond the grid as it ends at its border.
[[nodiscard]] ShapeChange smoothed(const LabelVolume& label, std::uint8_t labelClass, double sigmaMm,
                                   const std::optional<SliceOf>& slice, const std::stop_token& stop);

}  // namespace tandem
