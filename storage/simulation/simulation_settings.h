// What a simulation of a correcting budget is asked for: whose run, which strategies, how much is corrected in each
// round, and how the run is trained on with it.
//
// Plain values; thread-safe. Invariant: the text of an arm is that of its strategy, or of the baseline that it is.
#pragma once

#include "core/base/choice.h"
#include "core/engine.h"
#include "core/reliability/region_order.h"
#include "core/settings/training_settings.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tandem {

/// What the oracle answers at once. A slice is one across the third axis of the image's grid, through a region.
enum class CorrectionUnit { Regions, Slices };
template <>
inline constexpr std::array<std::string_view, 2> kChoiceTexts<CorrectionUnit>{"regions", "slices"};

/// By what the budget of a round is counted: voxels that the oracle says the class of, or those of them that the run
/// had wrong.
enum class BudgetOf { LookedAt, Changed };
template <>
inline constexpr std::array<std::string_view, 2> kChoiceTexts<BudgetOf>{"looked-at", "changed"};

/// On which cases of the run's split Dice is measured.
enum class JudgedBy { Validation, Test };
template <>
inline constexpr std::array<std::string_view, 2> kChoiceTexts<JudgedBy>{"validation", "test"};

/// The baselines between which strategies lie.
enum class SimulationBaseline {
    NoCorrection,  ///< trained on for as long, without any corrected voxel
    FullLabels     ///< with all voxels of the same cases known at once
};
template <>
inline constexpr std::array<std::string_view, 2> kChoiceTexts<SimulationBaseline>{"no-correction", "full-labels"};

/// One of the curves: a strategy, or a baseline.
struct SimulationArm {
    std::optional<RegionStrategy> strategy;  ///< absent for a baseline
    SimulationBaseline baseline = SimulationBaseline::NoCorrection;

    bool operator==(const SimulationArm&) const = default;
};

[[nodiscard]] constexpr std::string_view nameOf(const SimulationArm& arm) {
    return arm.strategy ? nameOf(*arm.strategy) : nameOf(arm.baseline);
}
/// Nothing for a text that is none.
[[nodiscard]] std::optional<SimulationArm> armNamed(std::string_view text);

struct SimulationSettings {
    static constexpr int kMostRounds = 100;

    std::int64_t runId = 0;
    CheckpointKind checkpoint = CheckpointKind::Last;
    std::vector<RegionStrategy> strategies;
    bool withFullLabels = false;  ///< the upper baseline; the lower one is always there
    std::vector<std::int64_t> seeds{1337, 42};
    int rounds = 3;
    std::int64_t budgetVoxels = 0;  ///< of each round
    BudgetOf budgetOf = BudgetOf::LookedAt;
    CorrectionUnit unit = CorrectionUnit::Regions;
    JudgedBy judgedBy = JudgedBy::Validation;
    TrainingSettings training;  ///< of each round, but for its seed; see fineTuning()

    /// No correction first, then the strategies, full labels last.
    [[nodiscard]] std::vector<SimulationArm> arms() const;
    /// Throws Error (InvalidInput).
    void check() const;
};

/// Whether rows of the one can stand beside rows of the other: they differ in strategies, baselines and seeds at most.
/// A strategy may order by how many rounds there will be.
[[nodiscard]] bool areOfOneKind(const SimulationSettings& a, const SimulationSettings& b);

}  // namespace tandem
