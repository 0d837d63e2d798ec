#include "storage/study/export_choices.h"

#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/result_records.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_repository.h"
#include "storage/study/export_abstain.h"

#include <algorithm>
#include <map>

namespace tandem {

std::vector<PredictingCheckpoint> predictingCheckpoints(const Project& project, std::int64_t runId) {
    std::map<std::string, int> cases;
    for (const PredictionRecord& one : project.predictions().list(runId)) {
        ++cases[one.checkpointHash];
    }
    const std::vector<CheckpointRecord> known = project.checkpoints().list(runId);
    std::vector<PredictingCheckpoint> found;
    for (const CheckpointKind kind : {CheckpointKind::Best, CheckpointKind::Last}) {
        for (const CheckpointRecord& one : known) {
            const auto predicted = cases.find(one.contentHash);
            if (one.kind == kind && predicted != cases.end()) {
                found.push_back({one.contentHash, kind, one.iteration, predicted->second});
                cases.erase(predicted);  // the last one may be the best one, too
            }
        }
    }
    for (const auto& [hash, count] : cases) {
        found.push_back({hash, std::nullopt, 0, count});
    }
    return found;
}

std::vector<ExportCandidate> exportCandidates(const Project& project, std::int64_t runId,
                                              const std::string& checkpointHash) {
    const std::int64_t splitId = project.runs().get(runId).splitId.value_or(0);
    std::vector<ExportCandidate> candidates;
    for (const PredictionRecord& prediction : project.predictions().list(runId)) {
        if (prediction.checkpointHash != checkpointHash) {
            continue;
        }
        const CaseRecord record = project.cases().get(prediction.caseId);
        ExportCandidate one{.caseId = record.id, .name = record.name, .patient = record.patient};
        one.role = project.splits().roleOf(splitId, record.id);
        one.isFromDicom = !record.images.empty() && record.images.front().format == "dicom";
        one.hasLabel = record.label.has_value();
        one.canAbstain = canAbstain(prediction);
        one.predictedAt = prediction.createdAt;
        if (const auto score = prediction.scores.find("reliability"); score != prediction.scores.end()) {
            one.reliability = score->second;
        }
        candidates.push_back(std::move(one));
    }
    std::ranges::sort(candidates, {}, &ExportCandidate::name);
    return candidates;
}

}  // namespace tandem
