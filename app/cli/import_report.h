// Imports files into a project with progress on the terminal, and says what was found.
#pragma once

#include "app/cli/command_line.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <vector>

namespace tandem {
class Project;
struct ImportOptions;
struct ImportSummary;
}  // namespace tandem

namespace tandem::cli {

/// Plans, checks and imports; with options.dryRun nothing is written. Says as what the files were read, every finding
/// and the counts. takeClasses: the data set's classes become the project's before. Throws Error.
ImportSummary importWithProgress(const CommandLine& line, const Project& project,
                                 const std::vector<std::filesystem::path>& inputs, const ImportOptions& options,
                                 bool takeClasses = false);

/// The summary as a JSON document.
[[nodiscard]] nlohmann::ordered_json importJson(const ImportSummary& summary);

}  // namespace tandem::cli
