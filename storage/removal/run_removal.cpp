#include "storage/removal/run_removal.h"

#include "core/base/error.h"
#include "core/base/folder_bytes.h"
#include "core/settings/preparation_settings.h"
#include "storage/db/case_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/event_log.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_lock.h"
#include "storage/db/run_repository.h"
#include "storage/prediction/prediction_files.h"
#include "storage/review/label_edit.h"

#include <algorithm>
#include <filesystem>
#include <format>
#include <set>
#include <string>
#include <system_error>

namespace tandem {
namespace {

namespace fs = std::filesystem;

std::vector<PredictionRecord> predictionsOf(const Project& project, std::int64_t runId,
                                            const std::vector<std::int64_t>& caseIds) {
    std::vector<PredictionRecord> all = project.predictions().list(runId);
    std::erase_if(all, [&](const PredictionRecord& one) {
        return !caseIds.empty() && std::ranges::find(caseIds, one.caseId) == caseIds.end();
    });
    return all;
}

std::uint64_t bytesIn(const std::set<fs::path>& folders) {
    std::uint64_t bytes = 0;
    for (const fs::path& folder : folders) {
        bytes += folderBytes(folder);
    }
    return bytes;
}

/// The run's own, where it lies where runs do.
std::set<fs::path> runFolders(const Project& project, const RunRecord& run) {
    const fs::path folder = project.runFolder(run);
    return isBelow(folder, project.runsFolder()) ? std::set{folder} : std::set<fs::path>();
}

/// what: "Run 2 is". Throws Error (Io) after it has deleted what can be.
void deleteAll(const Project& project, const std::set<fs::path>& folders, const std::string& what) {
    std::string reason;
    for (const fs::path& folder : folders) {
        std::error_code failure;
        fs::remove_all(folder, failure);
        if (failure && reason.empty()) {
            reason = folder.string() + ": " + failure.message();
        }
        if (isBelow(folder.parent_path(), project.predictionsFolder())) {
            // The folder of a run's predictions goes with the last of them.
            std::error_code isNotEmpty;
            fs::remove(folder.parent_path(), isNotEmpty);
        }
    }
    if (!reason.empty()) {
        throw Error(ErrorCode::Io, what + " no longer in the project, but not every file could be deleted: " + reason +
                                       "; delete the folder by hand.");
    }
}

void refuseWhileNeeded(const Project& project, const RunRecord& run) {
    if (RunLock::isHeld(project.runFolder(run))) {
        throw Error(ErrorCode::Conflict, std::format("Run {} is training; stop it before removing it.", run.id));
    }
    for (const std::int64_t caseId : casesWithWaitingEdit(project)) {
        const auto edit = waitingEdit(project, caseId);
        if (edit && edit->runId == run.id) {
            throw Error(ErrorCode::Conflict,
                        std::format("The label that run {} predicted for case \"{}\" is being corrected; take it back "
                                    "or discard it under Review first.",
                                    run.id, project.cases().get(caseId).name));
        }
    }
}

/// A run that is cropped around predictions prepares its cases by them whenever it goes on or predicts.
void refuseWhileCroppedBy(const Project& project, std::int64_t runId) {
    for (const RunRecord& other : project.runs().list()) {
        const auto preparation = storedSettings<PreparationSettings>(other.preparationJson).values;
        if (other.id != runId && preparation.crop == Crop::Prediction && preparation.cropRun == runId) {
            throw Error(ErrorCode::Conflict,
                        std::format("Run {} crops its cases around what run {} predicted, so that stays; remove run {} "
                                    "first.",
                                    other.id, runId, other.id));
        }
    }
}

}  // namespace

RunFootprint footprintOf(const Project& project, std::int64_t runId, const std::vector<std::int64_t>& caseIds) {
    const RunRecord run = project.runs().get(runId);
    const std::vector<PredictionRecord> predictions = predictionsOf(project, runId, caseIds);
    RunFootprint print{.runId = runId,
                       .checkpoints = static_cast<int>(project.checkpoints().list(runId).size()),
                       .predictions = static_cast<int>(predictions.size()),
                       .predictionBytes = bytesIn(foldersOf(project, predictions))};
    print.bytes = print.predictionBytes + bytesIn(runFolders(project, run));
    return print;
}

void removeRun(const Project& project, std::int64_t runId) {
    const RunRecord run = project.runs().get(runId);
    refuseWhileNeeded(project, run);
    refuseWhileCroppedBy(project, runId);
    const std::vector<PredictionRecord> predictions = predictionsOf(project, runId, {});
    std::set<fs::path> folders = foldersOf(project, predictions);
    folders.merge(runFolders(project, run));
    project.transaction([&] {
        project.runs().remove(runId);
        static_cast<void>(
            project.events().add({.kind = "remove",
                                  .sentence = std::format("Run {} was removed; predictions that went with it: {}.",
                                                          runId, predictions.size())}));
    });
    deleteAll(project, folders, std::format("Run {} is", runId));
}

int removePredictions(const Project& project, std::int64_t runId, const std::vector<std::int64_t>& caseIds) {
    static_cast<void>(project.runs().get(runId));  // for its sentence when there is none
    const std::vector<PredictionRecord> predictions = predictionsOf(project, runId, caseIds);
    if (predictions.empty()) {
        throw Error(ErrorCode::NotFound, std::format("Run {} has no predictions {}; there is nothing to remove.", runId,
                                                     caseIds.empty() ? "yet" : "of these cases"));
    }
    refuseWhileCroppedBy(project, runId);
    const std::set<fs::path> folders = foldersOf(project, predictions);
    project.transaction([&] {
        for (const PredictionRecord& one : predictions) {
            project.predictions().remove(one.id);
        }
        static_cast<void>(project.events().add(
            {.kind = "remove",
             .sentence = std::format("Predictions of run {} were removed: {}.", runId, predictions.size()),
             .runId = runId}));
    });
    deleteAll(project, folders, std::format("The predictions of run {} are", runId));
    return static_cast<int>(predictions.size());
}

}  // namespace tandem
