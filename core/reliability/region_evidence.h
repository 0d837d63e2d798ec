// What validation cases say of strategies that order regions: how many of the wrong voxels lie in what is asked for
// first, and whether that is more than by chance.
//
// All cases are ordered together, as the cases that are to be reviewed are. Intervals are of the bootstrap over cases
// (bootstrap.h); random strategies are judged by the mean over ten seeds. The cases chose the best checkpoint, so the
// figures flatter a little, the random ones as well. Thread-safe; deterministic. Invariant: a strategy is called better
// than random only where the interval of the difference, over the same draws of cases, lies above 0.
#pragma once

#include "core/reliability/bootstrap.h"
#include "core/reliability/region_order.h"
#include "core/volume/volume.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

/// Of a candidate, as far as its classes are known.
struct RegionTruth {
    std::int64_t voxels = 0;
    std::int64_t wrong = 0;

    bool operator==(const RegionTruth&) const = default;
};

/// For each candidate, all of one case. label: that is trusted. reference: may have voxels of kUnknownClass. Throws
/// Error (InvalidInput when the grids differ).
[[nodiscard]] std::vector<RegionTruth> truthOf(std::span<const CandidateRegion> candidates, const LabelVolume& label,
                                               const LabelVolume& reference);

struct JudgedCase {
    std::vector<CandidateRegion> candidates;
    std::vector<RegionTruth> truth;  ///< of each
};

/// Parts of the voxels that a person looks at.
inline constexpr std::array<double, 3> kLookedAt{0.01, 0.05, 0.1};
inline constexpr std::size_t kJudgedBy = 1;  ///< the one of them by which strategies are compared
inline constexpr int kCurvePercents = 20;

struct StrategyEvidence {
    RegionStrategy strategy = RegionStrategy::LeastReliable;
    std::array<Spread, kLookedAt.size()> found;         ///< part of all wrong voxels
    std::array<Spread, kLookedAt.size()> beyondRandom;  ///< more than by ForegroundRandom; of itself 0
    std::vector<double> curve;                          ///< found in the first 0, 1, ... kCurvePercents % of the voxels

    bool operator==(const StrategyEvidence&) const = default;
};

struct RegionEvidence {
    int cases = 0;
    std::int64_t wrongVoxels = 0;              ///< of all of them
    std::vector<StrategyEvidence> strategies;  ///< as in RegionStrategy; none where no voxel is wrong

    /// nullptr where there is none.
    [[nodiscard]] const StrategyEvidence* of(RegionStrategy strategy) const;
    [[nodiscard]] bool isEnough() const noexcept;  ///< whether there are cases enough to say anything
    [[nodiscard]] bool isBetterThanRandom(RegionStrategy strategy) const;
    /// Of those that are better than random the one that finds most; nullptr where none is.
    [[nodiscard]] const StrategyEvidence* best() const;
    bool operator==(const RegionEvidence&) const = default;
};

/// settings: as the regions to review are ordered. Throws Error (Cancelled).
[[nodiscard]] RegionEvidence judgeStrategies(std::span<const JudgedCase> cases, const RegionOrderSettings& settings,
                                             const std::stop_token& stop);

/// Which strategy finds errors here, in English.
[[nodiscard]] std::string sentenceOf(const RegionEvidence& evidence);

}  // namespace tandem
