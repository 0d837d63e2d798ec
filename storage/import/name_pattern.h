// Patterns on the names of files, in which * stands for what names the case. Internal to storage/import.
//
// Thread-safe. Invariant: capitals, and how a letter with an accent is stored, play no part.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tandem {

class NamePattern {
public:
    explicit NamePattern(const std::string& pattern);

    [[nodiscard]] bool isEmpty() const noexcept { return m_parts.empty(); }
    /// What the stars stand for (joinedWords()) in a file that fits; the name of its folder where there is no star.
    [[nodiscard]] std::optional<std::string> keyOf(const std::filesystem::path& file) const;

private:
    std::vector<std::string> m_parts;  ///< of folders and the name, without ending
};

}  // namespace tandem
