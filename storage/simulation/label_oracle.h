// An oracle in the place of a person: it knows the label of a case and says of the voxels that it is asked for what
// they are.
//
// For one thread. Invariant: what was not asked for stays kUnknownClass; what is known is what the label says.
#pragma once

#include "core/volume/volume.h"
#include "core/volume/voxel_runs.h"
#include "storage/simulation/simulation_settings.h"

#include <cstdint>
#include <vector>

namespace tandem {

/// What answering has cost.
struct CorrectionEffort {
    std::int64_t lookedAt = 0;  ///< voxels that were unknown and are known now
    std::int64_t changed = 0;   ///< of them, those that had been predicted wrong
    std::int64_t slices = 0;    ///< across the third axis, in which any of them lies
    std::int64_t units = 0;     ///< regions, or slices, that were asked for
    CorrectionEffort& operator+=(const CorrectionEffort& other) noexcept;

    bool operator==(const CorrectionEffort&) const = default;
};

/// What is left of the effort of a round, over all of its cases.
struct EffortBudget {
    std::int64_t left = 0;
    BudgetOf of = BudgetOf::LookedAt;

    [[nodiscard]] bool isSpent() const noexcept { return left <= 0; }
};

class LabelOracle {
public:
    /// label: of the case; voxels that it does not know itself stay unknown and cost nothing. predicted: by the run
    /// that is corrected. known: from rounds before; empty for nothing. Throws Error (InvalidInput) where the grids
    /// differ.
    LabelOracle(LabelVolume label, LabelVolume predicted, const LabelVolume& known);

    /// Voxel by voxel in their order until the budget is spent, so that a region may be answered in part. Voxels that
    /// are known already cost nothing.
    void answer(const VoxelRuns& voxels, EffortBudget& budget);

    [[nodiscard]] const LabelVolume& label() const noexcept { return m_label; }
    /// Of the answers that were given here.
    [[nodiscard]] CorrectionEffort effort() const;
    /// With kUnknownClass where nobody answered.
    [[nodiscard]] LabelVolume known() const;

private:
    /// Whether the voxel costs something.
    [[nodiscard]] bool take(std::int64_t voxel, EffortBudget& budget);

    LabelVolume m_label;
    LabelVolume m_predicted;
    std::vector<std::uint8_t> m_known;
    CorrectionEffort m_effort;
    std::vector<bool> m_isSliceLookedAt;
};

}  // namespace tandem
