// What an oracle answers in one round, over all cases that are corrected: the regions, or slices, in the order of a
// strategy until the budget is spent.
//
// For one thread. Invariant: cases that were not asked for are not read; which slice of a region is answered is the
// same for every strategy, so that none is helped by another's doubt.
#pragma once

#include "core/reliability/candidate_regions.h"
#include "storage/simulation/label_oracle.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>

namespace tandem {

/// Makes the oracle of a case, whose number the candidates have.
using OracleOf = std::function<LabelOracle(std::int64_t caseId)>;

/// What is asked for at once, and with which seed slices are drawn.
struct AskedUnits {
    CorrectionUnit unit = CorrectionUnit::Regions;
    std::uint64_t seed = 0;
};

/// The oracles of the cases that were asked for, by case, with what they have answered. order: places among the
/// candidates.
[[nodiscard]] std::map<std::int64_t, LabelOracle> answersTo(std::span<const CandidateRegion> candidates,
                                                            std::span<const std::size_t> order, const AskedUnits& asked,
                                                            EffortBudget budget, const OracleOf& oracleOf);

}  // namespace tandem
