// Puts images together as cases of one or more channels, by their names. Internal to storage/import.
//
// Pure and thread-safe. Invariant: every image is in one case or left out, and why is told.
#pragma once

#include "core/study/finding.h"
#include "storage/import/pairing_item.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace tandem {

struct ImageCase {
    std::vector<std::size_t> images;  ///< items, by channel
    std::string name;
    std::filesystem::path folder;       ///< as DraftCase's
    std::vector<std::string> keys;      ///< by which labels may call it, the likeliest first
    std::vector<std::string> channels;  ///< what they are called, where there are several: "0001", "t1ce"
    std::vector<Finding> findings;
    bool isNamedByFolder = false;
};

struct ImageGroups {
    std::vector<ImageCase> cases;
    std::vector<Finding> findings;
    std::vector<std::size_t> leftOut;
};

/// What is known beside the names.
struct GroupingHints {
    HintRules rules;
    bool areSequencesChannels = true;                    ///< else files of t1 and t2 are cases of their own
    std::set<std::string> labelKeys;                     ///< how labels call their cases
    std::map<std::filesystem::path, int> channelsBelow;  ///< a folder's data set says how many channels it has
};

[[nodiscard]] ImageGroups groupImages(const std::vector<PairingItem>& items, const std::vector<std::size_t>& images,
                                      const GroupingHints& hints);

}  // namespace tandem
