// The words in names of files and folders that tell what part a file plays in a data set.
//
// Pure and thread-safe. Invariant: nothing here decides; a word is only a hint, and which hints hold for a whole data
// set is found in file_pairing.h by what they explain.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tandem {

/// A word that says "label" in a name.
struct LabelWord {
    std::string rule;  ///< the same for all names that say it so: "ends with seg"
    bool isStrong;     ///< a file of such a name is hardly anything else
    std::string rest;  ///< the name without it (joinedWords()); empty where it is the whole name
};

/// The name of a file without its extension.
struct StemWords {
    std::string whole;                   ///< joinedWords(), without what BIDS adds to a derivative's name
    std::vector<LabelWord> labelWords;   ///< the likeliest first
    std::optional<std::string> unimage;  ///< without a word that says "image": "01" for "img01", empty for "imaging"
    std::string className;               ///< what BIDS says of a mask: "lesion" for "label-lesion"
    bool isProbability = false;          ///< BIDS: a map of probabilities, no image and no label
};

[[nodiscard]] StemWords wordsOfStem(std::string_view stem);

enum class FolderRole { None, Images, Labels };

struct FolderWords {
    FolderRole role = FolderRole::None;
    std::string rule;      ///< of labels, as LabelWord's
    bool isStrong = true;  ///< as LabelWord's
    std::string subset;    ///< "tr" of imagesTr
    std::string rest;      ///< what else it says: "liver" of liver_masks
};

[[nodiscard]] FolderWords wordsOfFolder(std::string_view name);

/// {"case_1", "t1ce"} for "case_1_t1ce": a key without the sequence or modality that it ends with, which may be all of
/// it. Nothing when it ends with none.
[[nodiscard]] std::optional<std::pair<std::string, std::string>> sequenceOf(const std::string& key);

/// In which order sequences are the channels of a case.
[[nodiscard]] std::size_t sequenceRank(std::string_view sequence);

}  // namespace tandem
