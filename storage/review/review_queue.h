// The cases that a run's predictions may label, with how far each can be trusted and what was decided on it.
//
// For the thread of the Project. Invariant: no case appears that trains, validates or tests the run with its label.
#pragma once

#include "storage/db/review_record.h"
#include "storage/reliability/run_trust.h"
#include "storage/reliability/trust_scores.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tandem {

class Project;

struct QueuedCase {
    std::int64_t caseId = 0;
    std::string name;
    std::string patient;
    CaseState state = CaseState::Unlabelled;
    bool hasLabel = false;
    std::optional<TrustScore> score;     ///< absent until predicted with all maps and scored
    std::int64_t predictionId = 0;       ///< with all maps, scored or not; 0 for none
    bool isOutdated = false;             ///< predicted with a checkpoint that the run has trained beyond
    std::optional<ReviewRecord> review;  ///< the newest, of whichever run
    bool isBeingEdited = false;          ///< a working copy waits: storage/review/label_edit.h
    std::string usedBySplit;             ///< the split that uses its label; empty when the label may change
};

struct ReviewQueue {
    std::int64_t runId = 0;
    std::vector<QueuedCase> cases;                ///< by predicted Dice, the least first, then those without a score
    std::vector<std::int64_t> toPredict;          ///< of the cases: without scores, or outdated
    std::vector<std::int64_t> evidenceToPredict;  ///< validation cases of the run, likewise
    std::vector<std::int64_t> toScore;            ///< predicted with all maps, but not scored by the trust on record
    RunTrust trust;                               ///< of the run's present checkpoint
    std::uint64_t bytesToPredict = 0;             ///< what all maps of both will take on disk
};

/// The unlabelled cases of the run's split, every other case without a label, and every case that was reviewed;
/// excluded cases aside. Throws Error (NotFound).
[[nodiscard]] ReviewQueue readReviewQueue(const Project& project, std::int64_t runId);

}  // namespace tandem
