// A class between slices that hold it: the shape of each is a signed distance, and the shapes between are where the
// distance that lies between is inside (Raya and Udupa, IEEE Transactions on Medical Imaging 9 (1990) 32-42).
//
// Plain blending makes nothing between shapes that do not overlap, so each piece of a slice is blended by itself with
// each that it becomes in the next one, the two laid with their centroids onto each other and moved along the straight
// way between these (slice_pieces.h says which becomes which). A piece that becomes two is blended with both.
//
// Thread-safe. Invariant: between two slices that are alike, all are.
#pragma once

#include "core/volume/volume.h"
#include "core/volume/voxel_runs.h"

#include <cstddef>
#include <cstdint>
#include <set>
#include <stop_token>

namespace tandem {

/// The voxels that become the class, those that are of it left out, in the slices between neighbouring ones of
/// `painted`, along the axis `through`. Slices outside of the first and last of them stay; those of them that do not
/// hold the class count as not painted. Takes a byte for each voxel between two painted slices, and no more for more
/// pieces. Throws Error (InvalidInput with fewer than two slices that hold the class;
/// Cancelled).
[[nodiscard]] VoxelRuns interpolatedBetween(const LabelVolume& label, std::uint8_t labelClass, std::size_t through,
                                            const std::set<std::int64_t>& painted, const std::stop_token& stop);

}  // namespace tandem
