#include "storage/prediction/prediction_files.h"

#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"

#include <algorithm>
#include <system_error>

namespace tandem {

namespace fs = std::filesystem;

bool isBelow(const fs::path& folder, const fs::path& top) {
    std::error_code failure;
    const fs::path within = fs::weakly_canonical(folder, failure);
    const fs::path from = failure ? fs::path() : fs::weakly_canonical(top, failure);
    if (failure) {
        return false;
    }
    const auto [end, rest] = std::mismatch(from.begin(), from.end(), within.begin(), within.end());
    return end == from.end() && rest != within.end() && !rest->empty();
}

std::set<fs::path> foldersOf(const Project& project, const std::vector<PredictionRecord>& predictions) {
    std::set<fs::path> folders;
    for (const PredictionRecord& one : predictions) {
        const fs::path folder = project.folder() / one.folder;
        if (isBelow(folder, project.predictionsFolder())) {
            folders.insert(folder.lexically_normal());
        }
    }
    for (const RunRecord& run : project.runs().list()) {
        for (const PredictionRecord& other : project.predictions().list(run.id)) {
            if (std::ranges::find(predictions, other.id, &PredictionRecord::id) == predictions.end()) {
                folders.erase((project.folder() / other.folder).lexically_normal());
            }
        }
    }
    return folders;
}

void removeFilesOf(const Project& project, const PredictionRecord& replaced) {
    for (const fs::path& folder : foldersOf(project, {replaced})) {
        std::error_code failure;
        fs::remove_all(folder, failure);
    }
}

}  // namespace tandem
