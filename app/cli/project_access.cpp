#include "app/cli/project_access.h"

#include "app/cli/command_line.h"

#include <CLI/CLI.hpp>

namespace tandem::cli {

void addReadOnlyFlag(CLI::App& command, bool& isReadOnly) {
    command.add_flag("--read-only", isReadOnly, "Change nothing in the project, as when it is somebody else's");
}

Project openToRead(const CommandLine& line, const std::string& folder, bool isReadOnly) {
    Project project = Project::open(folder, isReadOnly ? ProjectAccess::ReadOnly : ProjectAccess::WherePossible);
    if (!isReadOnly && project.isReadOnly()) {
        line.say(project.whyReadOnly());
    }
    return project;
}

}  // namespace tandem::cli
