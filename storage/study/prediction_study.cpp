#include "storage/study/prediction_study.h"

#include "core/base/error.h"
#include "core/study/label_scheme.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/study/named_maps.h"
#include "storage/study/prepare_cases.h"
#include "storage/study/reliability_score.h"
#include "storage/study/stored_maps.h"

#include <format>

namespace tandem {
namespace {

/// predictions/0001/0003-1a2b3c4d: run, case and the start of the checkpoint's hash.
std::filesystem::path folderFor(std::int64_t runId, std::int64_t caseId, const std::string& checkpointHash) {
    return std::filesystem::path("predictions") / std::format("{:04}", runId) /
           std::format("{:04}-{}", caseId, checkpointHash.substr(0, 8));
}

PredictionRecord keep(const Project& project, const PredictionRequest& request, const CheckpointRecord& checkpoint,
                      const PreparedCase& prepared, const PredictedMaps& maps) {
    PredictionRecord record;
    record.runId = request.runId;
    record.caseId = prepared.reference().caseId;
    record.checkpointHash = checkpoint.contentHash;
    record.maps = request.settings.maps;
    record.settingsJson = settingsToJson(request.settings);
    record.folder = folderFor(request.runId, record.caseId, checkpoint.contentHash);
    record.files = storeMaps(project.folder() / record.folder, namedMaps(maps), prepared.header());
    if (request.settings.maps == "all") {
        const ReliabilityScore score = scoreReliability(maps);
        record.scores = {{"reliability", score.reliability},
                         {"mean-uncertainty", score.meanUncertainty},
                         {"agreement", score.agreement},
                         {"region-fraction", score.regionFraction}};
    }
    return project.predictions().record(record);
}

/// Throws Error (Io) when the maps do not fit the disk.
void requireSpace(const Project& project, const std::vector<CaseRecord>& cases, const std::string& maps) {
    constexpr double kGigabyte = 1e9;
    const std::uint64_t bytesPerVoxel = storedBytesPerVoxel(maps, project.labels().scheme().count());
    std::uint64_t needed = 0;
    for (const CaseRecord& one : cases) {
        needed += bytesPerVoxel * static_cast<std::uint64_t>(one.geometry.voxelCount());
    }
    const std::uint64_t free = std::filesystem::space(project.folder()).available;
    if (needed > free) {
        throw Error(ErrorCode::Io,
                    std::format("The maps to predict need {:.1f} GB in {}, where {:.1f} GB are free; make room, keep "
                                "fewer maps, or predict fewer cases.",
                                static_cast<double>(needed) / kGigabyte, project.folder().string(),
                                static_cast<double>(free) / kGigabyte));
    }
}

}  // namespace

CheckpointRecord chosenCheckpoint(const Project& project, std::int64_t runId,
                                  const std::optional<CheckpointKind>& kind) {
    const CheckpointRepository checkpoints = project.checkpoints();
    auto found = checkpoints.find(runId, kind.value_or(CheckpointKind::Best));
    if (!found && !kind) {
        found = checkpoints.find(runId, CheckpointKind::Last);
    }
    if (!found) {
        throw Error(ErrorCode::NotFound, "Run " + std::to_string(runId) + " has no " +
                                             (kind ? std::string(nameOf(*kind)) + " " : "") +
                                             "checkpoint yet; train it first.");
    }
    return *found;
}

std::vector<PredictionRecord> predictCases(const Project& project, const Engine& engine,
                                           const PredictionRequest& request, const Progress& progress,
                                           const std::stop_token& stop) {
    checkSettings(request.settings);
    const RunRecord run = project.runs().get(request.runId);
    const CheckpointRecord checkpoint = chosenCheckpoint(project, request.runId, request.checkpoint);
    std::vector<CaseRecord> cases;
    for (const std::int64_t id : request.caseIds) {
        cases.push_back(project.cases().get(id));
    }
    requireSpace(project, cases, request.settings.maps);
    constexpr double kPreparing = 0.1;
    const auto preparation = settingsFromJson<PreparationSettings>(run.preparationJson);
    const PreparedCases prepared = prepareCases(
        project, cases, preparation,
        [&](double fraction, std::string_view what) { progress(kPreparing * fraction, what); }, stop);
    const auto predictor = engine.openPredictor(project.folder() / checkpoint.file, request.settings);
    std::vector<PredictionRecord> made;
    for (const CaseRecord& record : cases) {
        throwIfStopped(stop);
        const PreparedCase opened(prepared.references.at(record.id));
        const auto within = [&](double fraction, std::string_view) {
            const double done = (static_cast<double>(made.size()) + fraction) / static_cast<double>(cases.size());
            progress(kPreparing + (1 - kPreparing) * done, record.name);
        };
        const PredictedMaps maps = predictor->predict(opened, within, stop);
        made.push_back(keep(project, request, checkpoint, opened, maps));
        if (request.caseDone) {
            request.caseDone();
        }
    }
    progress(1.0, "predicted");
    return made;
}

}  // namespace tandem
