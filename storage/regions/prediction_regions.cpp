#include "storage/regions/prediction_regions.h"

#include "storage/db/result_records.h"
#include "storage/reliability/prediction_trust.h"

#include <utility>

namespace tandem {

PredictionRegions regionsOf(const Project& project, const PredictionRecord& prediction, const FittedTrust& trust,
                            const std::stop_token& stop) {
    TrustedDecoders read = trustDecoders(project, prediction, Decoder::A, trust, stop);
    const CandidateMaps maps{.trust = std::move(read.trusted.trust),
                             .label = std::move(read.trusted.label),
                             .a = std::move(read.a),
                             .b = std::move(read.b)};
    return {.label = maps.label, .candidates = findCandidateRegions(prediction.caseId, maps, {}, stop)};
}

}  // namespace tandem
