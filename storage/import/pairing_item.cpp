#include "storage/import/pairing_item.h"

#include "storage/import/name_text.h"

#include <utility>

namespace tandem {
namespace {

bool holds(const FolderWords& words, const HintRules& rules) {
    return words.role == FolderRole::Images || (words.role == FolderRole::Labels && rules.contains(words.rule));
}

}  // namespace

PairingItem itemOf(DraftCase alone, std::string stem) {
    PairingItem item{.path = alone.planned.images.front().path, .stem = std::move(stem)};
    item.words = wordsOfStem(item.stem);
    for (const std::filesystem::path& part : alone.folder) {
        const std::string name = part.string();
        item.folders.push_back(foldedName(name));
        item.folderWords.push_back(wordsOfFolder(name));
    }
    item.alone = std::move(alone);
    return item;
}

PairingItem::Role PairingItem::roleUnder(const HintRules& rules) const {
    if (isLabel && !*isLabel) {
        return {};
    }
    for (const LabelWord& word : words.labelWords) {
        if (rules.contains(word.rule)) {
            return {.isLabel = true, .word = &word};
        }
    }
    for (std::size_t i = folderWords.size(); i-- > 0;) {
        if (holds(folderWords[i], rules)) {
            const bool isOfLabels = folderWords[i].role == FolderRole::Labels;
            return {.isLabel = isOfLabels || isLabel.value_or(false)};
        }
    }
    return {.isLabel = isLabel.value_or(false)};
}

std::vector<std::size_t> PairingItem::placeFolders(const HintRules& rules) const {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < folders.size(); ++i) {
        if (!holds(folderWords[i], rules)) {
            places.push_back(i);
        }
    }
    return places;
}

std::string PairingItem::subset() const {
    for (std::size_t i = folderWords.size(); i-- > 0;) {
        if (folderWords[i].role != FolderRole::None && !folderWords[i].subset.empty()) {
            return folderWords[i].subset;
        }
    }
    return {};
}

}  // namespace tandem
