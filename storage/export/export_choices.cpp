#include "storage/export/export_choices.h"

#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/result_records.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_repository.h"
#include "storage/export/bids_names.h"
#include "storage/prediction/predicted_label.h"
#include "storage/prediction/prediction_slabs.h"
#include "storage/reliability/run_trust.h"

#include <algorithm>
#include <functional>
#include <map>

namespace tandem {

std::vector<PredictingCheckpoint> predictingCheckpoints(const Project& project, std::int64_t runId) {
    std::map<std::string, PredictingCheckpoint> predicted;
    for (const PredictionRecord& one : project.predictions().list(runId)) {
        PredictingCheckpoint& checkpoint = predicted[one.checkpointHash];
        checkpoint.contentHash = one.checkpointHash;
        checkpoint.kind = one.checkpointKind;
        checkpoint.iteration = one.checkpointIteration;
        checkpoint.isOutdated = true;
        ++checkpoint.cases;
    }
    const std::vector<CheckpointRecord> known = project.checkpoints().list(runId);
    std::vector<PredictingCheckpoint> found;
    for (const CheckpointKind kind : {CheckpointKind::Best, CheckpointKind::Last}) {
        for (const CheckpointRecord& one : known) {
            const auto of = predicted.find(one.contentHash);
            if (one.kind == kind && of != predicted.end()) {
                PredictingCheckpoint checkpoint = of->second;
                checkpoint.kind = checkpoint.kind.value_or(kind);
                checkpoint.iteration = one.iteration;
                checkpoint.isOutdated = false;
                found.push_back(checkpoint);
                predicted.erase(of);  // the last one may be the best one, too
            }
        }
    }
    const auto replaced = found.size();
    for (const auto& [hash, checkpoint] : predicted) {
        found.push_back(checkpoint);
    }
    std::ranges::sort(found.begin() + static_cast<std::ptrdiff_t>(replaced), found.end(), std::ranges::greater(),
                      &PredictingCheckpoint::iteration);
    return found;
}

std::vector<ExportCandidate> exportCandidates(const Project& project, std::int64_t runId,
                                              const std::string& checkpointHash) {
    const std::int64_t splitId = project.runs().get(runId).splitId.value_or(0);
    const RunTrust trust = recordedTrust(project, runId, checkpointHash);
    const BidsNames bids(project.cases().list());
    std::vector<ExportCandidate> candidates;
    for (const PredictionRecord& prediction : project.predictions().list(runId)) {
        if (prediction.checkpointHash != checkpointHash) {
            continue;
        }
        const CaseRecord record = project.cases().get(prediction.caseId);
        ExportCandidate one{.caseId = record.id, .name = record.name, .patient = record.patient};
        one.bidsPath = bids.pathOf(record.id).generic_string();
        one.role = project.splits().roleOf(splitId, record.id);
        one.isFromDicom = !record.images.empty() && record.images.front().format == "dicom";
        one.hasLabel = record.label.has_value();
        one.hasProbabilities = hasLabelOf(prediction, Decoder::Mean);
        one.canAbstain = hasAllMaps(prediction);
        one.predictedAt = prediction.createdAt;
        one.score = trustScoreOf(prediction, trust);
        candidates.push_back(std::move(one));
    }
    std::ranges::sort(candidates, {}, &ExportCandidate::name);
    return candidates;
}

}  // namespace tandem
