#include "storage/prediction/prediction_weights.h"

#include "core/base/error.h"
#include "storage/db/case_record.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"

#include <algorithm>
#include <set>

namespace tandem {
namespace {

constexpr std::size_t kDigitsShown = 8;

std::string iterationText(const std::optional<std::int64_t>& iteration) {
    return iteration ? "iteration " + std::to_string(*iteration) : "an iteration that was not kept";
}

/// Best where there is one, else last.
std::optional<CheckpointRecord> findPresent(const Project& project, std::int64_t runId,
                                            const std::optional<CheckpointKind>& kind) {
    const CheckpointRepository checkpoints = project.checkpoints();
    auto found = checkpoints.find(runId, kind.value_or(CheckpointKind::Best));
    return found || kind ? found : checkpoints.find(runId, CheckpointKind::Last);
}

/// A whole hash, or enough of its digits.
bool begins(const std::string& hash, const std::string& digits) {
    constexpr std::size_t kLeast = 4;
    return hash == digits || (digits.size() >= kLeast && hash.starts_with(digits));
}

/// Of weights that predicted.
Weights weightsWithDigits(const Project& project, std::int64_t runId, const std::string& digits) {
    std::optional<Weights> found;
    std::set<std::string> known;
    for (const PredictionRecord& one : project.predictions().list(runId)) {
        known.insert(textOf(weightsOf(one)));
        if (!begins(one.checkpointHash, digits)) {
            continue;
        }
        if (found && found->hash != one.checkpointHash) {
            throw Error(ErrorCode::InvalidInput, "Several checkpoints of run " + std::to_string(runId) +
                                                     " begin with " + digits + "; give more digits.");
        }
        found = weightsOf(one);
    }
    if (!found) {
        std::string list;
        for (const std::string& one : known) {
            list += (list.empty() ? "; there are predictions by: " : "; ") + one;
        }
        throw Error(ErrorCode::NotFound, "Run " + std::to_string(runId) + " has no predictions by a checkpoint \"" +
                                             digits +
                                             "\"; give best, last, or four or more of the first digits of a "
                                             "checkpoint's hash" +
                                             list + ".");
    }
    return *found;
}

}  // namespace

Weights weightsOf(const CheckpointRecord& checkpoint) {
    return {.hash = checkpoint.contentHash, .kind = checkpoint.kind, .iteration = checkpoint.iteration};
}

Weights weightsOf(const PredictionRecord& prediction) {
    return {.hash = prediction.checkpointHash,
            .kind = prediction.checkpointKind,
            .iteration = prediction.checkpointIteration};
}

std::string textOf(const Weights& weights) {
    return (weights.kind ? std::string(nameOf(*weights.kind)) + " checkpoint, " : "checkpoint of ") +
           iterationText(weights.iteration) + " (" + weights.hash.substr(0, kDigitsShown) + ")";
}

CheckpointRecord presentCheckpoint(const Project& project, std::int64_t runId,
                                   const std::optional<CheckpointKind>& kind) {
    const auto found = findPresent(project, runId, kind);
    if (!found) {
        throw Error(ErrorCode::NotFound, "Run " + std::to_string(runId) + " has no " +
                                             (kind ? std::string(nameOf(*kind)) + " " : "") +
                                             "checkpoint yet; train it first.");
    }
    return *found;
}

Weights chosenWeights(const Project& project, std::int64_t runId, const std::string& choice) {
    const auto kind = choiceNamed<CheckpointKind>(choice);
    return kind || choice.empty() ? weightsOf(presentCheckpoint(project, runId, kind))
                                  : weightsWithDigits(project, runId, choice);
}

std::optional<Weights> presentWeights(const Project& project, std::int64_t runId) {
    const auto found = findPresent(project, runId, std::nullopt);
    return found ? std::optional(weightsOf(*found)) : std::nullopt;
}

bool areOutdated(const std::string& hash, const std::vector<CheckpointRecord>& present) {
    return std::ranges::find(present, hash, &CheckpointRecord::contentHash) == present.end();
}

PredictionRecord predictionBy(const Project& project, std::int64_t runId, const Weights& weights,
                              const CaseRecord& record) {
    if (const auto found = project.predictions().find(runId, record.id, weights.hash)) {
        return *found;
    }
    const std::string none =
        "The case " + record.name + " has no prediction of run " + std::to_string(runId) + " by its " + textOf(weights);
    const auto other = project.predictions().find(runId, record.id);
    if (!other) {
        throw Error(ErrorCode::NotFound, none + " yet; predict the case first.");
    }
    throw Error(ErrorCode::NotFound, none + ", only by its " + textOf(weightsOf(*other)) +
                                         "; predict the case again, or name the other checkpoint by its digits.");
}

const PredictionRecord* preferred(const std::vector<PredictionRecord>& ofCase, const std::string& hash) {
    const auto found = std::ranges::find(ofCase, hash, &PredictionRecord::checkpointHash);
    if (found != ofCase.end()) {
        return &*found;
    }
    return ofCase.empty() ? nullptr : &ofCase.front();
}

std::optional<PredictionRecord> preferredPrediction(const Project& project, std::int64_t runId, std::int64_t caseId) {
    const std::vector<PredictionRecord> all = project.predictions().list(runId, caseId);
    const PredictionRecord* const found = preferred(all, presentWeights(project, runId).value_or(Weights{}).hash);
    return found != nullptr ? std::optional(*found) : std::nullopt;
}

}  // namespace tandem
