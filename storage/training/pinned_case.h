// Which case of a run is watched while it trains, as a file in the run's folder.
//
// For the thread of the Project. Invariant: a pinned case is one of the run's split, and not a test case: what a person
// sees while a run trains may sway what they do next.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace tandem {

class Project;
struct RunRecord;

/// Throws Error (InvalidInput naming the case when it cannot be pinned; NotFound).
void pinCase(const Project& project, const RunRecord& run, std::int64_t caseId);
/// Throws Error (InvalidInput) naming the case when a run of the split cannot pin it; NotFound.
void requirePinnable(const Project& project, std::int64_t splitId, std::int64_t caseId);
/// Throws Error (Corrupt).
[[nodiscard]] std::optional<std::int64_t> pinnedCase(const Project& project, const RunRecord& run);

/// Where the snapshots of the run's pinned case lie; absolute. It need not exist. Throws Error (Corrupt) where it would
/// lie outside of the project.
[[nodiscard]] std::filesystem::path snapshotFolder(const Project& project, const RunRecord& run);

}  // namespace tandem
