// A class between slices that hold it: the shape of each is a signed distance, and the shapes between are where the
// distance that lies between is inside (Raya and Udupa, IEEE Transactions on Medical Imaging 9 (1990) 32-42).
//
// Thread-safe.
#pragma once

#include "core/volume/volume.h"
#include "core/volume/voxel_runs.h"

#include <cstddef>
#include <cstdint>
#include <set>
#include <stop_token>

namespace tandem {

/// The voxels that become the class in the slices between neighbouring ones of `painted`, along the axis `through`.
/// Slices outside of the first and last of them stay. Throws Error (InvalidInput with fewer than two slices that hold
/// the class; Cancelled).
[[nodiscard]] VoxelRuns interpolatedBetween(const LabelVolume& label, std::uint8_t labelClass, std::size_t through,
                                            const std::set<std::int64_t>& painted, const std::stop_token& stop);

}  // namespace tandem
