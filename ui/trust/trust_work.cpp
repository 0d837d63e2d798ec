#include "ui/trust/trust_work.h"

#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/result_records.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_repository.h"
#include "storage/prediction/prediction_slabs.h"
#include "storage/reliability/run_trust.h"
#include "storage/reliability/trust_scores.h"

namespace tandem {
namespace {

/// The labels of the validation cases of the run's split.
std::string labelsOf(const Project& project, std::int64_t runId) {
    std::string labels;
    const RunRecord run = project.runs().get(runId);
    if (run.splitId) {
        for (const auto& one : project.splits().casesFor<SplitRole::Validation>(*run.splitId)) {
            const CaseRecord record = project.cases().get(one.caseId());
            labels += record.label ? '|' + record.label->path.string() + record.label->contentHash : "|none";
        }
    }
    return labels;
}

}  // namespace

TrustWork readTrustWork(const Project& project, std::int64_t runId, const Weights& weights, Decoder label) {
    TrustWork work{.runId = runId, .weights = weights, .label = label};
    const RunTrust trust = recordedTrust(project, runId, weights.hash, label);
    work.isToMeasure = trust.isOutdated && trust.isAnyPredicted();
    work.state = std::to_string(runId) + std::string(nameOf(label)) + weights.hash + labelsOf(project, runId);
    for (const PredictionRecord& one : project.predictions().list(runId)) {
        if (one.checkpointHash == weights.hash && hasAllMaps(one)) {
            work.state += '|' + std::to_string(one.id);
            // What is measured anew leaves no score as it was.
            work.isToScore |= label == Decoder::A && (work.isToMeasure || !trustScoreOf(one, trust));
        }
    }
    return work;
}

}  // namespace tandem
