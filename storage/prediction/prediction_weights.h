// Which weights made a prediction, and which predictions of a run are meant.
//
// A run that trains on replaces its checkpoints, but not what they predicted: a prediction keeps the kind, iteration
// and hash of its weights. For the thread of the Project. Invariant: weights are told apart by their hash alone.
#pragma once

#include "storage/db/result_records.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tandem {

class Project;
struct CaseRecord;

struct Weights {
    std::string hash;                       ///< of the checkpoint, SHA-256
    std::optional<CheckpointKind> kind;     ///< as which it was chosen; absent when that was not kept
    std::optional<std::int64_t> iteration;  ///< absent when it was not kept

    bool operator==(const Weights&) const = default;
};

[[nodiscard]] Weights weightsOf(const CheckpointRecord& checkpoint);
[[nodiscard]] Weights weightsOf(const PredictionRecord& prediction);
/// "best checkpoint, iteration 240 (1a2b3c4d)"
[[nodiscard]] std::string textOf(const Weights& weights);

/// The run's checkpoint of the kind, or best where there is one, else last. Throws Error (NotFound) when there is none
/// yet.
[[nodiscard]] CheckpointRecord presentCheckpoint(const Project& project, std::int64_t runId,
                                                 const std::optional<CheckpointKind>& kind);

/// The same, when there is one.
[[nodiscard]] std::optional<Weights> presentWeights(const Project& project, std::int64_t runId);

/// choice: best, last or nothing for a present checkpoint as above; or a hash, or four and more of its first digits, of
/// weights that predicted and may have been replaced since. Throws Error (NotFound; InvalidInput when the digits fit
/// several).
[[nodiscard]] Weights chosenWeights(const Project& project, std::int64_t runId, const std::string& choice);

/// Whether the run has trained beyond the weights: no present checkpoint of it has them.
[[nodiscard]] bool areOutdated(const std::string& hash, const std::vector<CheckpointRecord>& present);

/// The prediction by these weights. Throws Error (NotFound) that says by which others there is one.
[[nodiscard]] PredictionRecord predictionBy(const Project& project, std::int64_t runId, const Weights& weights,
                                            const CaseRecord& record);

/// Of the newest-first predictions of one case the one to show: by the weights with that hash, else the newest;
/// nullptr when there is none.
[[nodiscard]] const PredictionRecord* preferred(const std::vector<PredictionRecord>& ofCase, const std::string& hash);

/// The one to show of a case, by presentCheckpoint() where it predicted the case.
[[nodiscard]] std::optional<PredictionRecord> preferredPrediction(const Project& project, std::int64_t runId,
                                                                  std::int64_t caseId);

}  // namespace tandem
