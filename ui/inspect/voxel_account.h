// What is known of a voxel: how far its label can be trusted, and why it teaches as strongly as it does, which are the
// method's numbers at one place, for both directions.
//
// A plain value; thread-safe. Formulas: shared/design/method.md, Reliability and Loss. Invariant: the weight of a
// direction is 0 unless that direction teaches here.
#pragma once

#include "ui/inspect/inspected_case.h"

#include <optional>
#include <vector>

namespace tandem {

enum class Teacher { Nobody, A, B };

struct DecoderAccount {
    double entropyNats = 0;
    int pseudoLabel = 0;              ///< class of the greatest probability
    std::vector<double> probability;  ///< by class
    std::vector<double> similarity;   ///< by class
    double teachingWeight = 0;        ///< r = mean over classes of 1 - (similarity - probability)^2
};

struct VoxelAccount {
    Index3 voxel{};
    DecoderAccount a;
    DecoderAccount b;
    double trust = 0;                          ///< in A's label
    std::optional<Uncalibrated> uncalibrated;  ///< as InspectedCase::uncalibrated
    Teacher teacher = Teacher::Nobody;
    double weight = 0;  ///< of the teacher's pseudo-label in the student's loss: the teacher's r, or 0

    /// Nothing when the prediction was stored without its maps.
    [[nodiscard]] static std::optional<VoxelAccount> of(const InspectedCase& inspected, const Index3& voxel);
};

}  // namespace tandem
