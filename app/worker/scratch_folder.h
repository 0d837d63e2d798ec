// A folder of its own among the system's temporary ones, for as long as it lives. Invariant: it is taken away with all
// that is in it, unless the process is killed.
#pragma once

#include <filesystem>

namespace tandem::worker {

class ScratchFolder {
public:
    /// Throws Error (Io).
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }

private:
    std::filesystem::path m_path;
};

}  // namespace tandem::worker
