// Where the correction of a case's label lies in the project, and whether one waits. What it is, storage/correction
// knows; whoever else would change the label asks here first.
//
// For the thread of the Project. Invariant: without its journal a correction is none.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace tandem {

class Project;

/// Absolute. Throw Error (Corrupt) as Project::inside().
[[nodiscard]] std::filesystem::path correctionFolder(const Project& project, std::int64_t caseId);
[[nodiscard]] std::filesystem::path correctionJournal(const Project& project, std::int64_t caseId);

/// Throws Error (Corrupt; Io where the disk does not say).
[[nodiscard]] bool isCorrectionWaiting(const Project& project, std::int64_t caseId);
/// Sorted; not of cases that were removed, whose files stay. Throws Error (Io).
[[nodiscard]] std::vector<std::int64_t> casesWithCorrection(const Project& project);

}  // namespace tandem
