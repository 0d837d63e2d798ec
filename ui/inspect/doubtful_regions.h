// Where a prediction is least to be trusted: connected regions of voxels under a reliability.
//
// A voxel's reliability is min(r_A, r_B) where the decoders agree and 0 where they do not; counted are voxels that may
// belong to a structure (either decoder gives the foreground a probability of 0.05 or more), as in the score by which
// cases are ranked (storage/study/reliability_score.h). Thread-safe.
#pragma once

#include "ui/inspect/inspected_case.h"

#include <stop_token>
#include <vector>

namespace tandem {

struct DoubtfulRegion {
    std::int64_t voxels = 0;
    double volumeMm3 = 0;
    double unreliability = 0;    ///< sum of 1 - reliability over its voxels
    double meanReliability = 0;  ///< over its voxels
    Index3 centre{};             ///< its voxel nearest to its centroid, the first of equals
    int predictedClass = 0;      ///< by most of its voxels in A
};

struct DoubtSettings {
    double threshold = 0.75;       ///< reliability under which a voxel is doubtful
    std::int64_t leastVoxels = 5;  ///< smaller regions are noise
};

/// 6-connected, the greatest unreliability first. Empty when the prediction was stored without its maps. Throws Error
/// (Cancelled).
[[nodiscard]] std::vector<DoubtfulRegion> findDoubtfulRegions(const InspectedCase& inspected,
                                                              const DoubtSettings& settings,
                                                              const std::stop_token& stop);

}  // namespace tandem
