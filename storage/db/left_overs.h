// Takes away what processes that were killed left half written in a project.
//
// Safe beside processes that write. Invariant: nothing goes but temporary files and folders of no process that lives,
// and nothing outside of the project's folder: no link is followed.
#pragma once

#include <filesystem>

namespace tandem {

/// What cannot be looked at or removed takes room, and no more.
void removeLeftOversIn(const std::filesystem::path& projectFolder) noexcept;

}  // namespace tandem
