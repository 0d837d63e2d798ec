// The reliability maps of a whole volume, from what its windows were averaged to.
//
// Source: Su et al., Medical Image Analysis 94 (2024) 103111, section 3, with prototypes taken over the whole volume.
// Thread-safe. Invariant: a volume is worked through in slabs along its first axis, so beside the averages and the maps
// only a slab's share of memory is needed.
#pragma once

#include "core/engine.h"
#include "core/engine/prediction/sliding_window.h"

#include <cstdint>
#include <stop_token>

namespace tandem {

/// Voxels of a slab unless told otherwise.
inline constexpr std::int64_t kSlabVoxels = 1 << 18;

/// What of averages there is decides what is filled: the label always; probabilities when decoder B's are there; all
/// maps when the features are. Consumes the averages, each as soon as it is no longer needed. Throws Error (Cancelled).
[[nodiscard]] PredictedMaps mapsOf(WindowAverages averages, const Geometry& geometry, const std::stop_token& stop,
                                   std::int64_t slabVoxels = kSlabVoxels);

}  // namespace tandem
