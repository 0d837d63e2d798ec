// Working copies of predictions that a person corrects in an external editor, from writing them to taking them back.
//
// For the thread of the Project. Invariant: one working copy per case, under labels/editing/ in the project; it goes
// only when it was discarded, or taken back, read from its new place and on record, so that nobody's corrections are
// lost.
#pragma once

#include "core/base/progress.h"
#include "storage/db/review_record.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

class Project;

struct LabelEdit {
    std::int64_t runId = 0;
    std::int64_t caseId = 0;
    std::string checkpointHash;
    /// Absolute: the source, or a NIfTI copy where editors do not open its format; of beginLabelEdit() alone.
    std::filesystem::path image;
    std::filesystem::path label;  ///< absolute: what the editor changes; holds the voxel values of the scheme
    std::string contentHash;      ///< of the label when it was written

    bool operator==(const LabelEdit&) const = default;
};

/// Writes the working copy, or finds the one that waits. Throws Error (NotFound without a prediction; Conflict when the
/// label must not change, is being corrected in the window, or a copy of another run's prediction waits; Io;
/// Cancelled).
[[nodiscard]] LabelEdit beginLabelEdit(const Project& project, std::int64_t runId, std::int64_t caseId,
                                       const Progress& progress, const std::stop_token& stop);

/// The working copy of a case, if there is one. Throws Error (Corrupt).
[[nodiscard]] std::optional<LabelEdit> waitingEdit(const Project& project, std::int64_t caseId);
[[nodiscard]] std::vector<std::int64_t> casesWithWaitingEdit(const Project& project);

/// Whether the editor has saved anything. Throws Error (Io, Cancelled).
[[nodiscard]] bool isChanged(const LabelEdit& edit, const std::stop_token& stop);

/// Makes the working copy the label of its case, after checks. Throws Error (NotFound; InvalidInput when it was not
/// changed, lies on another grid than the image or has values that mean no class; Conflict); it then still waits.
ReviewRecord takeEdit(const Project& project, std::int64_t caseId, const std::string& note, const std::string& editor,
                      const std::stop_token& stop);

void discardEdit(const Project& project, std::int64_t caseId);

}  // namespace tandem
