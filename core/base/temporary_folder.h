// A folder of its own among the system's temporary ones, for as long as it lives. Invariant: it is taken away with all
// that is in it, unless the process is killed.
#pragma once

#include <filesystem>
#include <string>

namespace tandem {

class TemporaryFolder {
public:
    /// name: what its own begins with. remedy: what to do where none can be made, the end of a sentence.
    /// Throws Error (Io).
    TemporaryFolder(const std::string& name, const std::string& remedy);
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }

private:
    std::filesystem::path m_path;
};

}  // namespace tandem
