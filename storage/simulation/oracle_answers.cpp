#include "storage/simulation/oracle_answers.h"

namespace tandem {
namespace {

/// The same whatever else is asked for (SplitMix64, Steele, Lea and Flood 2014).
std::uint64_t drawn(const CandidateRegion& region, std::uint64_t seed) {
    std::uint64_t state = seed + 0x9e3779b97f4a7c15U * static_cast<std::uint64_t>(region.caseId) +
                          0xd1342543de82ef95U * static_cast<std::uint64_t>(region.number + 1);
    state = (state ^ (state >> 30U)) * 0xbf58476d1ce4e5b9U;
    state = (state ^ (state >> 27U)) * 0x94d049bb133111ebU;
    return state ^ (state >> 31U);
}

/// The box, or the whole of a slice through it.
VoxelRuns voxelsOf(const CandidateRegion& region, const AskedUnits& asked, const Index3& grid) {
    Box box = region.box;
    if (asked.unit == CorrectionUnit::Slices) {
        const auto through =
            static_cast<std::int64_t>(drawn(region, asked.seed) % static_cast<std::uint64_t>(region.box.size[2]));
        box = {.first = {0, 0, region.box.first[2] + through}, .size = {grid[0], grid[1], 1}};
    }
    return runsWhere(grid, box, [](std::int64_t) { return true; });
}

}  // namespace

std::map<std::int64_t, LabelOracle> answersTo(std::span<const CandidateRegion> candidates,
                                              std::span<const std::size_t> order, const AskedUnits& asked,
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
        oracle.answer(voxelsOf(region, asked, oracle.label().geometry().size), budget);
    }
    return oracles;
}

}  // namespace tandem
