// How sure of itself a whole prediction is, without any reference: numbers by which cases could be ranked.
//
// Thread-safe for reading. Invariant: every score is in 0..1.
#pragma once

#include "core/reliability/case_voxels.h"
#include "core/reliability/predicted_dice.h"
#include "core/reliability/trust_signals.h"

#include <cstdint>
#include <span>
#include <vector>

namespace tandem {

struct CaseScores {
    double expectedOfMean = 0;  ///< Dice of the label if the mean probability of both decoders were right
    double meanUncertainty =
        0;                 ///< part of the voxels that may be of a structure which would be wrong, if the entropies
                           ///< of A and B were right; of voxels with a foreground probability of 0.05 or more
    double agreement = 0;  ///< Dice of the two decoders' foregrounds; 1 where both are empty

    bool operator==(const CaseScores&) const = default;
};

/// Adds up a case while it passes by.
class CaseScoring {
public:
    explicit CaseScoring(int classes) : m_overlap(classes) {}

    /// meanProbability: by class. weight: voxels that each stands for; 1 if empty.
    void add(const SignalColumns& signals, std::span<const std::uint8_t> label, std::span<const std::uint8_t> labelA,
             std::span<const std::uint8_t> labelB, const std::vector<std::span<const float>>& meanProbability,
             std::span<const float> weight = {});
    /// What another one has added up.
    void add(const CaseScoring& other);
    [[nodiscard]] CaseScores scores() const;

private:
    ExpectedOverlap m_overlap;
    double m_uncertainty = 0;
    double m_region = 0;
    double m_inA = 0;
    double m_inB = 0;
    double m_inBoth = 0;
};

[[nodiscard]] CaseScores caseScoresOf(const CaseVoxels& voxels);

}  // namespace tandem
