// Divides the cases of a project into training, validation and test: by counts with a seed, or from lists of names.
//
// Pure and thread-safe. Invariants: cases of one patient never lie on both sides of a line between training, validation
// and test; only cases with a label are labelled, validation or test cases; the same input gives the same plan on every
// platform.
#pragma once

#include "core/study/split_role.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tandem {

/// A case that may be given a role.
struct SplitCandidate {
    std::int64_t caseId = 0;
    std::string name;
    std::string patient;  ///< empty: nobody else's
    bool hasLabel = false;
};

struct SplitAssignment {
    std::int64_t caseId = 0;
    SplitRole role = SplitRole::TrainingUnlabelled;

    bool operator==(const SplitAssignment&) const = default;
};

/// How many cases each role gets.
struct SplitCounts {
    std::int64_t labelled = 0;
    std::optional<std::int64_t> unlabelled = 0;  ///< nothing: all that are left
    std::int64_t validation = 0;
    std::int64_t test = 0;
};

/// Draws the cases, each patient's as a whole into one role; a patient with labelled and unlabelled cases can only
/// become unlabelled. The order of the candidates plays no part, their names do. Cases that are not wanted get no role.
/// Sorted by case id. Throws Error (InvalidInput) saying how many cases are wanted and how many there are, or that the
/// counts cannot be met with patients kept together.
[[nodiscard]] std::vector<SplitAssignment> planSplit(std::vector<SplitCandidate> candidates, const SplitCounts& counts,
                                                     std::uint64_t seed);

/// Assigns the named cases. Sorted by case id. Throws Error (InvalidInput) naming the case that is unknown, listed
/// twice, or without the label that its role needs, or the patient that would lie on both sides of a line.
[[nodiscard]] std::vector<SplitAssignment> splitFromNames(const std::vector<SplitCandidate>& candidates,
                                                          const std::map<SplitRole, std::vector<std::string>>& names);

/// One case name per line; empty lines and lines that begin with # are skipped. Throws Error (NotFound).
[[nodiscard]] std::vector<std::string> readNameList(const std::filesystem::path& file);

}  // namespace tandem
