// Which cases a command line means: a role of the run's split, "all", or names at commas.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tandem {
class Project;
struct CaseRecord;
struct RunRecord;
}  // namespace tandem

namespace tandem::cli {

/// text: labelled, unlabelled, validation, test, all, or case names at commas. Excluded cases are not among all of
/// them, which is told on standard error. Throws UsageError naming what is unknown.
[[nodiscard]] std::vector<std::int64_t> chosenCases(const Project& project, const RunRecord& run,
                                                    const std::string& text);

/// What --checkpoint takes where predictions are read.
inline constexpr const char* kCheckpointHelp =
    "Whose predictions: best, last, or the first digits of the hash of an earlier checkpoint; best where there is one, "
    "else last, if absent";

/// The cases of these names. Throws Error (NotFound) naming the first that the project does not have.
[[nodiscard]] std::vector<CaseRecord> casesNamed(const Project& project, const std::vector<std::string>& names);

/// The run asked for, or when id is 0 the newest that has a checkpoint, which is told on standard error when there are
/// several runs. Where none has one, the newest. Throws Error (NotFound).
[[nodiscard]] RunRecord chosenRun(const Project& project, std::int64_t id);

}  // namespace tandem::cli
