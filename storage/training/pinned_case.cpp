#include "storage/training/pinned_case.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/regular_file.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_record.h"
#include "storage/db/split_repository.h"

#include <nlohmann/json.hpp>

namespace tandem {
namespace {

std::filesystem::path choiceFile(const Project& project, const RunRecord& run) {
    return project.inside(run.folder / "pinned" / "case.json");
}

}  // namespace

std::filesystem::path snapshotFolder(const Project& project, const RunRecord& run) {
    return project.inside(run.folder / "pinned");
}

void requirePinnable(const Project& project, std::int64_t splitId, std::int64_t caseId) {
    const PreparedReference unprepared{.caseId = caseId, .caseName = project.cases().get(caseId).name};
    static_cast<void>(project.splits().cases(splitId).watched(unprepared));
}

void pinCase(const Project& project, const RunRecord& run, std::int64_t caseId) {
    requirePinnable(project, run.splitId.value_or(0), caseId);
    const nlohmann::ordered_json choice{{"case", caseId}, {"name", project.cases().get(caseId).name}};
    writeAtomically(choiceFile(project, run), choice.dump(2) + "\n");
}

std::optional<std::int64_t> pinnedCase(const Project& project, const RunRecord& run) {
    // A run that is not in the project yet has no folder of its own.
    const std::filesystem::path file = choiceFile(project, run);
    if (run.folder.empty() || !isThere(file)) {
        return {};
    }
    try {
        return nlohmann::json::parse(ownText(file)).at("case").get<std::int64_t>();
    } catch (const nlohmann::json::exception& error) {
        throw Error(ErrorCode::Corrupt,
                    file.string() + " does not say which case is pinned; remove it to train without one.",
                    error.what());
    }
}

}  // namespace tandem
