// The mutual loss: each subnetwork learns from the other where that one is the more certain, as strongly as it is
// reliable.
//
// Source: Su et al., Medical Image Analysis 94 (2024) 103111. Thread-safe. Invariant: the student's logits are the only
// path of a gradient; selection, reliability and pseudo-labels carry none. Float32, also under autocast.
#pragma once

#include "core/engine/network/mutual_vnet.h"

#include <array>

namespace tandem {

/// What one direction of teaching is made of. Maps carry no gradient.
struct MutualDirection {
    torch::Tensor mask;        ///< m_s, (B,X,Y,Z): 1 where the student is strictly less certain than the teacher
    torch::Tensor similarity;  ///< s_t of the teacher, (B,C,X,Y,Z)
    torch::Tensor weight;      ///< m_s r_t, (B,X,Y,Z)
    torch::Tensor loss;        ///< M_s, a scalar with the gradient of the student's logits
    torch::Tensor fraction;    ///< of the batch's voxels in which the teacher teaches, a scalar
};

/// Index 0 is A, index 1 is B.
struct MutualTerms {
    std::array<torch::Tensor, 2> probabilities;  ///< (B,C,X,Y,Z), with gradients
    std::array<torch::Tensor, 2> entropies;      ///< (B,X,Y,Z), without
    std::array<MutualDirection, 2> ofStudent;    ///< [0]: A is the student and B the teacher
    torch::Tensor meanReliability;               ///< of the teacher where somebody teaches; 0 where nobody does
};

/// ranks: which share the batch, each with as many voxels, so that losses, fractions and means are those of the whole;
/// maps are this rank's. Prototypes are a volume's own and need no other rank. Null for one alone.
[[nodiscard]] MutualTerms mutualTerms(const std::array<SubnetworkOutput, 2>& outputs, const RankGroup* ranks = nullptr);

}  // namespace tandem
