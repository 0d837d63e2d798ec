// Which strategy of ordering regions finds errors of a run: measured on the validation cases that its trust was
// measured on.
//
// As trust itself, no case judges itself: its regions are those that a trust says which was fitted on the other cases
// (core/reliability/trust_evidence.h). For the thread of the Project; reads the maps of those cases twice, one case at
// a time, so it belongs into a job. Nothing is kept.
#pragma once

#include "core/base/progress.h"
#include "core/reliability/region_evidence.h"

#include <cstdint>
#include <stop_token>

namespace tandem {

class Project;
struct Weights;

/// Of no cases where trust was not measured, or is outdated. settings: as the regions to review are ordered. Throws
/// Error (NotFound, Corrupt, Cancelled).
[[nodiscard]] RegionEvidence measureStrategies(const Project& project, std::int64_t runId, const Weights& weights,
                                               const RegionOrderSettings& settings, const Progress& progress,
                                               const std::stop_token& stop);

}  // namespace tandem
