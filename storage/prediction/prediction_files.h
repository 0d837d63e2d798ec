// Which files of a project belong to predictions, and so may go with them.
//
// For the thread of the Project. Invariant: nothing outside of the project's folder of predictions, and no folder that
// another prediction has, whatever a project says.
#pragma once

#include <filesystem>
#include <set>
#include <vector>

namespace tandem {

class Project;
struct PredictionRecord;

/// Whether the folder lies below the top one, links followed: a project can come from a stranger.
[[nodiscard]] bool isBelow(const std::filesystem::path& folder, const std::filesystem::path& top);

/// The folders that these predictions have for themselves.
[[nodiscard]] std::set<std::filesystem::path> foldersOf(const Project& project,
                                                        const std::vector<PredictionRecord>& predictions);

/// The files of a prediction that is no longer on record. What cannot be deleted takes room, and no more.
void removeFilesOf(const Project& project, const PredictionRecord& replaced);

}  // namespace tandem
