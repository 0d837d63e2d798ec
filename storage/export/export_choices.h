// What there is to export: the checkpoints that predicted cases of a run, and the cases that each predicted.
//
// For the thread of the Project. Reads the database only.
#pragma once

#include "core/engine.h"
#include "core/study/split_role.h"
#include "storage/reliability/trust_scores.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tandem {

class Project;

struct PredictingCheckpoint {
    std::string contentHash;
    std::optional<CheckpointKind> kind;     ///< absent when it was not kept
    std::optional<std::int64_t> iteration;  ///< absent when it was not kept
    bool isOutdated = false;                ///< the run has trained beyond it
    int cases = 0;                          ///< that it predicted
};

/// Best, last, then those replaced since.
[[nodiscard]] std::vector<PredictingCheckpoint> predictingCheckpoints(const Project& project, std::int64_t runId);

struct ExportCandidate {
    std::int64_t caseId = 0;
    std::string name;
    std::string patient;
    std::string bidsPath;           ///< with which its files begin among BIDS derivatives
    std::optional<SplitRole> role;  ///< in the run's split
    bool isFromDicom = false;
    bool hasLabel = false;
    bool hasProbabilities = false;    ///< of B and of the mean as well
    bool canAbstain = false;          ///< it was predicted with all maps
    std::string predictedAt;          ///< ISO 8601, UTC
    std::optional<TrustScore> score;  ///< absent until it was scored by the trust on record

    bool operator==(const ExportCandidate&) const = default;
};

/// Sorted by name.
[[nodiscard]] std::vector<ExportCandidate> exportCandidates(const Project& project, std::int64_t runId,
                                                            const std::string& checkpointHash);

}  // namespace tandem
