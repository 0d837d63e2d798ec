// Brings a label map onto the grid of its image where the two are one lattice of points, or where a person asks for the
// nearest voxel. Thread-safe.
//
// Invariant: the result's geometry is the grid; voxels of it that the label does not cover are background.
#pragma once

#include "core/volume/volume.h"

#include <optional>

namespace tandem {

/// The label where its voxels are voxels of the grid: stored along other axes (flipped, turned), or a part of it alone.
/// Nothing when they are not, within the tolerance of differenceOf(), or when a structure reaches beyond the grid.
[[nodiscard]] std::optional<RawLabelVolume> placedOn(const Geometry& grid, const RawLabelVolume& label);

/// Of every voxel of the grid the value of the label's nearest one, up to half a voxel beyond its outer ones.
[[nodiscard]] RawLabelVolume resampledTo(const Geometry& grid, const RawLabelVolume& label);

}  // namespace tandem
