// How commands open a project that they need not change: to work where that is possible, else, or when asked to, to
// look.
//
// On the main thread.
#pragma once

#include "storage/db/project.h"

#include <string>

namespace CLI {
class App;
}

namespace tandem::cli {

struct CommandLine;

/// --read-only
void addReadOnlyFlag(CLI::App& command, bool& isReadOnly);

/// Says why nothing will be changed where that was not asked for. Throws Error as Project::open().
[[nodiscard]] Project openToRead(const CommandLine& line, const std::string& folder, bool isReadOnly);

}  // namespace tandem::cli
