// In which order the candidates of all cases are asked for: strategies of active learning.
//
// - LeastReliable: the most expected errors first, by calibrated trust. Settles (2009), "Active learning literature
//   survey", calls it uncertainty sampling.
// - MostDisagreement: the most voxels in which the two decoders differ first: query by committee (Seung, Opper and
//   Sompolinsky 1992), of a committee of two.
// - ClassBalanced: as ClaSP PE, "Class-stratified Scheduled Power Predictive Entropy" (Lüth et al. 2026,
//   arXiv:2601.13677). A share of the candidates is taken from the classes in turn, by the doubt of that class, the
//   rest by all doubt; every score s becomes log s + G / beta, with G of the Gumbel distribution, which draws with
//   probabilities as s to the power of beta (Kirsch et al. 2023, arXiv:2106.12059). Other than there, the doubt is that
//   of trust instead of entropy, each voxel counts for the classes that the label or a decoder gives it instead of by
//   their probabilities, and the background is a class, too, where it is doubtful.
// - ForegroundRandom: at random; a share among the candidates that hold a predicted structure, the rest among all. The
//   baseline that is hard to beat (nnActive: Lüth et al. 2025, arXiv:2511.19183, which draws patches around voxels
//   rather than boxes of a grid).
//
// Thread-safe. Invariant: the same candidates, strategy and settings give the same order, in which each is once.
#pragma once

#include "core/base/choice.h"
#include "core/reliability/candidate_regions.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace tandem {

enum class RegionStrategy { LeastReliable, MostDisagreement, ClassBalanced, ForegroundRandom };
template <>
inline constexpr std::array<std::string_view, 4> kChoiceTexts<RegionStrategy>{"least-reliable", "most-disagreement",
                                                                              "class-balanced", "foreground-random"};

/// Whether another seed gives another order.
[[nodiscard]] constexpr bool isRandom(RegionStrategy strategy) noexcept {
    return strategy == RegionStrategy::ClassBalanced || strategy == RegionStrategy::ForegroundRandom;
}

struct RegionOrderSettings {
    std::uint64_t seed = 1;
    double beta = 1;                ///< of ClassBalanced: the more, the less noise; infinite for none
    double stratifiedShare = 0.66;  ///< of ClassBalanced: of the candidates, those taken from the classes in turn
    double foregroundShare = 0.66;  ///< of ForegroundRandom: of the candidates, those that hold a structure at least
};

/// Places among the candidates, the first to be asked for first. Equals keep their order, and so do, behind all others,
/// candidates without any doubt, or disagreement, where the strategy goes by that.
[[nodiscard]] std::vector<std::size_t> orderRegions(std::span<const CandidateRegion> candidates,
                                                    RegionStrategy strategy, const RegionOrderSettings& settings);

/// The beta of a round of rounds, from 0 on: from 1 to 100, each round by the same factor, so that early rounds explore
/// and late ones go by the scores (ClaSP PE). Rounds beyond the last are as the last.
[[nodiscard]] double scheduledBeta(int round, int rounds);

}  // namespace tandem
