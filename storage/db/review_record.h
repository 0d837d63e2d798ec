// What a person decided on a prediction: it became the case's label, as it was or corrected, or it was turned down.
// Plain values.
//
// Invariant: a review with a label file changed its case, and `before` is what it takes to undo that.
#pragma once

#include "core/base/choice.h"
#include "storage/db/case_record.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tandem {

enum class ReviewDecision {
    Accepted,  ///< the prediction became the label
    Edited,    ///< the prediction, corrected by hand, became the label
    Rejected   ///< the prediction is not good enough; the case stays as it was
};
template <>
inline constexpr std::array<std::string_view, 3> kChoiceTexts<ReviewDecision>{"accepted", "edited", "rejected"};

/// The part of a case that a review may change.
struct CaseLabel {
    std::optional<ImageFile> file;
    LabelValueMap values;
    std::vector<std::int64_t> voxels;  ///< by class index
    std::int64_t unknownVoxels = 0;
    CaseState state = CaseState::Unlabelled;

    bool operator==(const CaseLabel&) const = default;
};

struct ReviewRecord {
    std::int64_t id = 0;
    std::optional<std::int64_t> runId;  ///< absent once the run was removed
    std::int64_t caseId = 0;
    std::string checkpointHash;
    ReviewDecision decision = ReviewDecision::Accepted;
    std::string note;                 ///< the person's reason; may be empty
    std::filesystem::path labelFile;  ///< from the project's folder; empty when rejected
    CaseLabel before;
    std::string createdAt;  ///< ISO 8601, UTC

    bool operator==(const ReviewRecord&) const = default;
};

}  // namespace tandem
