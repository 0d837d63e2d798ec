// Says to every other program that a run is really running: a lock on run.lock in the run's folder, which the operating
// system takes away when the process ends, however it ends.
//
// Movable; not for two threads at once. Invariant: at most one RunLock of a folder exists, over all processes.
#pragma once

#include "core/base/descriptor.h"

#include <filesystem>

namespace tandem {

class RunLock {
public:
    /// Makes the folder if need be. Throws Error (Conflict when the run is running already; Io).
    explicit RunLock(const std::filesystem::path& runFolder);

    [[nodiscard]] const std::filesystem::path& runFolder() const noexcept { return m_runFolder; }

    /// Whether somebody, in whatever process, holds the lock.
    [[nodiscard]] static bool isHeld(const std::filesystem::path& runFolder);

private:
    std::filesystem::path m_runFolder;
    Descriptor m_file;
};

}  // namespace tandem
