#include "storage/simulation/label_oracle.h"

#include "core/base/error.h"
#include "core/volume/unknown_class.h"

#include <algorithm>
#include <utility>

namespace tandem {
namespace {

void requireOneGrid(const LabelVolume& a, const LabelVolume& b, const char* what) {
    if (const auto difference = differenceOf(a.geometry(), b.geometry())) {
        throw Error(ErrorCode::InvalidInput,
                    std::string("The label that an oracle shall answer with lies on another grid than ") + what +
                        "; simulate without the case.",
                    *difference);
    }
}

}  // namespace

CorrectionEffort& CorrectionEffort::operator+=(const CorrectionEffort& other) noexcept {
    lookedAt += other.lookedAt;
    changed += other.changed;
    slices += other.slices;
    units += other.units;
    return *this;
}

LabelOracle::LabelOracle(LabelVolume label, LabelVolume predicted, const LabelVolume& known)
    : m_label(std::move(label)),
      m_predicted(std::move(predicted)),
      m_isSliceLookedAt(static_cast<std::size_t>(m_label.geometry().size[2])) {
    requireOneGrid(m_label, m_predicted, "the prediction");
    if (known.isEmpty()) {
        m_known.assign(m_label.voxels().size(), kUnknownClass);
    } else {
        requireOneGrid(m_label, known, "what was answered before");
        m_known.assign(known.voxels().begin(), known.voxels().end());
    }
}

bool LabelOracle::take(std::int64_t voxel, EffortBudget& budget) {
    const auto at = static_cast<std::size_t>(voxel);
    const std::uint8_t truth = m_label.voxels()[at];
    if (m_known[at] != kUnknownClass || truth == kUnknownClass) {
        return false;
    }
    m_known[at] = truth;
    const bool isChanged = m_predicted.voxels()[at] != truth;
    ++m_effort.lookedAt;
    m_effort.changed += isChanged ? 1 : 0;
    budget.left -= budget.of == BudgetOf::LookedAt || isChanged ? 1 : 0;
    const Index3& size = m_label.geometry().size;
    m_isSliceLookedAt[static_cast<std::size_t>(voxel / (size[0] * size[1]))] = true;
    return true;
}

void LabelOracle::answer(const VoxelRuns& voxels, EffortBudget& budget) {
    bool isNew = false;
    for (const VoxelRun& run : voxels) {
        for (std::int64_t voxel = run.first; voxel < run.first + run.length && !budget.isSpent(); ++voxel) {
            isNew = take(voxel, budget) || isNew;
        }
    }
    m_effort.units += isNew ? 1 : 0;
}

CorrectionEffort LabelOracle::effort() const {
    CorrectionEffort effort = m_effort;
    effort.slices = std::ranges::count(m_isSliceLookedAt, true);
    return effort;
}

LabelVolume LabelOracle::known() const {
    return {m_label.geometry(), m_known};
}

}  // namespace tandem
