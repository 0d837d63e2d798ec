// What keeps processes out of each other's way that work on one project: whoever imports, and whoever prepares a case,
// holds a lock in project.lock meanwhile, and the others wait. So do the window that a person works in, and whoever
// corrects a label; another one looks at the project, or at the label.
//
// Thread-safe. Invariant: nobody who waits for one holds another, so that none wait for each other.
#pragma once

#include "core/base/file_lock.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>

namespace tandem {

class Project;

/// waiting: as FileLock::take(). Throws Error (Io, Cancelled).
[[nodiscard]] FileLock lockImport(const Project& project, const std::function<void()>& waiting,
                                  const std::stop_token& stop);
[[nodiscard]] FileLock lockCase(const Project& project, std::int64_t caseId, const std::function<void()>& waiting,
                                const std::stop_token& stop);
/// Nothing while another process holds it. Throws Error (Io).
[[nodiscard]] std::optional<FileLock> tryToLockCase(const Project& project, std::int64_t caseId);
/// Of who corrects the label of the case in the window. Nothing while somebody else holds it. Throws Error (Io).
[[nodiscard]] std::optional<FileLock> tryToLockCorrection(const Project& project, std::int64_t caseId);
/// Nothing while another window holds it. Throws Error (Io).
[[nodiscard]] std::optional<FileLock> tryToLockWindow(const Project& project);

}  // namespace tandem
