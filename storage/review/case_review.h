// A person's review of predictions: accept one as the label of its case, turn it down, and undo either. A label that
// was corrected, whatever it was made of, takes the same way.
//
// For the thread of the Project. Invariant: source files are never touched. A label that was accepted is a copy of its
// own under labels/ in the project, in the image's geometry and with the voxel values of the project's scheme; its
// provenance (labels/NAME.json) lies beside it. The case's row changes after its file is safe and was read back equal,
// together with the review and the event; what an undo takes away goes after the row.
#pragma once

#include "core/volume/volume.h"
#include "storage/db/review_record.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

class Project;
struct PredictionRecord;

/// A label that takes the place of the case's, and where it comes from.
struct ReviewedLabel {
    std::int64_t caseId = 0;
    /// That it was made of; its run may be gone. Nothing for a label that was made of none.
    const PredictionRecord* prediction = nullptr;
    const LabelVolume& label;  ///< class indices, and kUnknownClass where nobody knows
    ReviewDecision decision = ReviewDecision::Accepted;
    std::string note;
    std::string editor;  ///< the command that corrected it; empty without one
    /// What was done by hand in the window, for the provenance.
    const nlohmann::ordered_json* correction = nullptr;
};

/// The newest prediction of the run becomes the label of the case, whose state becomes reviewed. Throws Error (NotFound
/// without a prediction; Conflict as whyLabelStays(); InvalidInput when the prediction has another grid than the image;
/// Io).
ReviewRecord acceptPrediction(const Project& project, std::int64_t runId, std::int64_t caseId, const std::string& note,
                              const std::stop_token& stop);

/// The same for a label at hand. Throws as acceptPrediction(), and Error (Corrupt) for a class that there is no more.
ReviewRecord acceptLabel(const Project& project, const ReviewedLabel& reviewed);

/// Only remembers the decision. Throws Error (NotFound without a prediction; Conflict when its label was accepted).
ReviewRecord rejectPrediction(const Project& project, std::int64_t runId, std::int64_t caseId, const std::string& note);

/// The case is what it was before its newest review. A copy of a prediction is removed from labels/; a label that was
/// corrected by hand stays there. Throws Error (NotFound without a review; Conflict as whyLabelStays()).
void undoReview(const Project& project, std::int64_t caseId);

/// Why the label of the case must not change: a sentence naming the split that uses it. Nothing without a label, or
/// when no split does.
[[nodiscard]] std::optional<std::string> whyLabelStays(const Project& project, const CaseRecord& record);

}  // namespace tandem
