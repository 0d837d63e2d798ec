// A file, or a DICOM series, before it is known what part it plays. Internal to storage/import. A plain value.
//
// Invariant: everything but the draft follows from names.
#pragma once

#include "storage/import/draft_case.h"
#include "storage/import/name_words.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tandem {

/// Which words count as hints at labels, by LabelWord::rule.
using HintRules = std::set<std::string>;

struct PairingItem {
    DraftCase alone;                   ///< as a case of its own
    std::filesystem::path path;        ///< of the file, or the folder of the series
    std::string stem;                  ///< its name
    StemWords words;                   ///< of the stem
    std::vector<std::string> folders;  ///< above it, from the input's own name down, folded
    std::vector<FolderWords> folderWords;
    std::optional<bool> isLabel;  ///< where a person said it
    std::string givenKey;         ///< of the case, where a pattern says it

    /// What the name or a folder says under the rules: the word in the name, or nothing for a folder's.
    struct Role {
        bool isLabel = false;
        const LabelWord* word = nullptr;
    };
    [[nodiscard]] Role roleUnder(const HintRules& rules) const;
    /// The folders that say nothing but where it belongs.
    [[nodiscard]] std::vector<std::size_t> placeFolders(const HintRules& rules) const;
    /// "tr" of imagesTr or labelsTr.
    [[nodiscard]] std::string subset() const;
};

[[nodiscard]] PairingItem itemOf(DraftCase alone, std::string stem);

}  // namespace tandem
