#include "storage/simulation/oracle_answers.h"

namespace tandem {
namespace {

VoxelRuns voxelsOf(const CandidateRegion& region, const Index3& grid) {
    return runsWhere(grid, region.box, [](std::int64_t) { return true; });
}

}  // namespace

std::map<std::int64_t, LabelOracle> answersTo(std::span<const CandidateRegion> candidates,
                                              std::span<const std::size_t> order, CorrectionUnit unit,
                                              EffortBudget budget, const OracleOf& oracleOf) {
    std::map<std::int64_t, LabelOracle> oracles;
    for (const std::size_t place : order) {
        if (budget.isSpent()) {
            break;
        }
        const CandidateRegion& region = candidates[place];
        auto found = oracles.find(region.caseId);
        if (found == oracles.end()) {
            found = oracles.emplace(region.caseId, oracleOf(region.caseId)).first;
        }
        LabelOracle& oracle = found->second;
        if (unit == CorrectionUnit::Regions) {
            oracle.answer(voxelsOf(region, oracle.label().geometry().size), budget);
        } else if (const std::int64_t slice = region.centre()[2]; !oracle.isSliceAnswered(slice)) {
            oracle.answerSlice(slice, budget);
        }
    }
    return oracles;
}

}  // namespace tandem
