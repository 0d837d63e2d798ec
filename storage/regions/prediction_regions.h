// The boxes of a stored prediction with what is doubtful in each.
//
// For the thread of the Project; reads volumes, so it belongs into a job. Memory: the maps of one case, as
// trustDecoders(). Invariant: the label is that of decoder A, which reviews and corrections begin with.
#pragma once

#include "core/reliability/candidate_regions.h"
#include "core/volume/volume.h"

#include <stop_token>
#include <vector>

namespace tandem {

class Project;
struct FittedTrust;
struct PredictionRecord;

struct PredictionRegions {
    LabelVolume label;
    std::vector<CandidateRegion> candidates;
};

/// trust: of the prediction's weights. Throws as trustPrediction().
[[nodiscard]] PredictionRegions regionsOf(const Project& project, const PredictionRecord& prediction,
                                          const FittedTrust& trust, const std::stop_token& stop);

}  // namespace tandem
