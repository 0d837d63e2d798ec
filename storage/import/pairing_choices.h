// What a person says about which files belong together, where their names do not. A plain value.
//
// Invariant: paths are absolute.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace tandem {

struct PairingChoices {
    /// Patterns on names without their ending, in which * is the case: "volume-*"; with / on the folders before it,
    /// too:
    /// "*/imaging". Files that fit neither are left alone where both are given.
    std::string imageNames;
    std::string labelNames;
    std::set<std::filesystem::path> labels;                          ///< are labels, whatever they are called
    std::map<std::filesystem::path, std::filesystem::path> labelOf;  ///< of an image; empty: it has none

    bool operator==(const PairingChoices&) const = default;
    [[nodiscard]] bool areNone() const noexcept {
        return imageNames.empty() && labelNames.empty() && labels.empty() && labelOf.empty();
    }
};

/// Of how many of the files the patterns make a pair of image and label.
[[nodiscard]] std::size_t countPairs(const std::vector<std::filesystem::path>& files, const std::string& imageNames,
                                     const std::string& labelNames);

}  // namespace tandem
