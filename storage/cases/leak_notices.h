// That a split has patients on both sides, in the words in which it is told wherever numbers of its runs are.
//
// For the thread of the Project. Invariant: as the cases are named now, not as they were when a run was trained.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tandem {

class Project;

/// Sentences on the first patients and one on how many more there are; none when each patient is on one side, or
/// without a split.
[[nodiscard]] std::vector<std::string> leakNotices(const Project& project, const std::optional<std::int64_t>& splitId);

}  // namespace tandem
