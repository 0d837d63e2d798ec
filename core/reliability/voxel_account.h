// What is known of a voxel: how far its label can be trusted, and why it teaches as strongly as it does, which are the
// method's numbers at one place, for both directions.
//
// A plain value; thread-safe. Source: Su et al., Medical Image Analysis 94 (2024) 103111. Invariant: the weight of a
// direction is 0 unless that direction teaches here.
#pragma once

#include "core/maps/map_set.h"

#include <optional>
#include <vector>

namespace tandem {

struct DecoderAccount {
    double entropyNats = 0;
    int pseudoLabel = 0;              ///< class of the greatest probability, the first of equals
    std::vector<double> probability;  ///< by class
    std::vector<double> similarity;   ///< by class
    double teachingWeight = 0;        ///< r = mean over classes of 1 - (similarity - probability)^2
};

struct VoxelAccount {
    DecoderAccount a;
    DecoderAccount b;
    double trust = 0;                ///< in A's label
    std::optional<Decoder> teacher;  ///< A or B; absent where nobody teaches
    double weight = 0;               ///< of the teacher's pseudo-label in the student's loss: the teacher's r, or 0

    /// Nothing when the prediction was stored without its maps. voxel: within them.
    [[nodiscard]] static std::optional<VoxelAccount> of(const MapSet& maps, int classes, const Index3& voxel);
};

}  // namespace tandem
