// The cases that a run's predictions may label, with how far each can be trusted and what was decided on it.
//
// For the thread of the Project. Invariant: no case appears that trains, validates or tests the run with its label.
#pragma once

#include "storage/db/review_record.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tandem {

class Project;

/// Of a prediction with all maps; see storage/study/reliability_score.h.
struct CaseReliability {
    double reliability = 0;
    double meanUncertainty = 0;  ///< nats
    double agreement = 0;        ///< Dice of the two decoders

    bool operator==(const CaseReliability&) const = default;
};

struct QueuedCase {
    std::int64_t caseId = 0;
    std::string name;
    std::string patient;
    CaseState state = CaseState::Unlabelled;
    bool hasLabel = false;
    std::optional<CaseReliability> reliability;  ///< absent until predicted with all maps
    std::int64_t predictionId = 0;               ///< of the reliability
    bool isOutdated = false;                     ///< predicted with a checkpoint that the run has trained beyond
    std::optional<ReviewRecord> review;          ///< the newest, of whichever run
    bool isBeingEdited = false;                  ///< a working copy waits: storage/study/label_edit.h
    std::string usedBySplit;                     ///< the split that uses its label; empty when the label may change
};

struct ReviewQueue {
    std::int64_t runId = 0;
    std::vector<QueuedCase> cases;                ///< the least reliable first, then those without a score, by name
    std::vector<std::int64_t> toPredict;          ///< of the cases: without scores, or outdated
    std::vector<std::int64_t> evidenceToPredict;  ///< validation cases of the run, likewise
    int validationCases = 0;
    std::uint64_t bytesToPredict = 0;  ///< what all maps of both will take on disk
    /// Changes whenever what measureEvidence() would read does.
    std::string evidenceKey;
};

/// The unlabelled cases of the run's split, every other case without a label, and every case that was reviewed;
/// excluded cases aside. Throws Error (NotFound).
[[nodiscard]] ReviewQueue readReviewQueue(const Project& project, std::int64_t runId);

}  // namespace tandem
