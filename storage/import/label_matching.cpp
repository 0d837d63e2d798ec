#include "storage/import/label_matching.h"

#include "storage/import/name_text.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

namespace tandem {
namespace {

using Names = std::vector<std::string>;

/// How near the folders of an image and of a label are; nothing where they are of different branches.
std::optional<int> nearness(const Names& image, const Names& label) {
    const std::multiset<std::string> ofImage(image.begin(), image.end());
    const std::multiset<std::string> ofLabel(label.begin(), label.end());
    if (!std::ranges::includes(ofImage, ofLabel) && !std::ranges::includes(ofLabel, ofImage)) {
        return std::nullopt;
    }
    const std::size_t fewer = std::min(image.size(), label.size());
    const std::size_t more = std::max(image.size(), label.size());
    return static_cast<int>(2 * fewer) - static_cast<int>(more - fewer);
}

/// The numbers in a key, and its words.
std::pair<std::set<std::string>, std::set<std::string>> numbersAndWords(const std::string& key) {
    const auto isDigit = [](char letter) { return letter >= '0' && letter <= '9'; };
    std::pair<std::set<std::string>, std::set<std::string>> parts;
    for (std::size_t start = 0; start < key.size();) {
        std::size_t end = start + 1;
        while (end < key.size() && key[end] != '_' && isDigit(key[end]) == isDigit(key[start])) {
            ++end;
        }
        if (key[start] != '_') {
            (isDigit(key[start]) ? parts.first : parts.second).insert(key.substr(start, end - start));
        }
        start = end;
    }
    return parts;
}

/// The folders of BIDS, which lie otherwise above an image than above what was derived of it.
bool isBidsFolder(const std::string& folder) {
    return folder == "rawdata" || folder == "derivatives" || folder == "anat" || folder == "dwi" || folder == "perf" ||
           folder == "pet" || folder.starts_with("sub-") || folder.starts_with("ses-");
}

class Matching {
public:
    Matching(const std::vector<PairingItem>& items, const std::vector<ImageCase>& cases, const HintRules& rules)
        : m_items(items), m_cases(cases), m_rules(rules) {
        m_result.ofCase.resize(cases.size());
        for (std::size_t i = 0; i < cases.size(); ++i) {
            for (const std::string& key : std::set<std::string>(cases[i].keys.begin(), cases[i].keys.end())) {
                m_byKey[key].push_back(i);
            }
            m_byFolder[imageOf(cases[i]).path.parent_path()].push_back(i);
        }
    }

    [[nodiscard]] LabelMatching match(const std::vector<std::size_t>& labels) {
        std::vector<std::size_t> unnamed;
        for (const std::size_t label : labels) {
            if (!matchByName(label)) {
                unnamed.push_back(label);
            }
        }
        for (const std::size_t label : unnamed) {
            if (!matchByFolder(label) && !matchByNumber(label) && !matchByWish(label)) {
                m_result.leftover.push_back(label);
            }
        }
        return std::move(m_result);
    }

private:
    [[nodiscard]] const PairingItem& imageOf(const ImageCase& one) const { return m_items[one.images.front()]; }

    [[nodiscard]] Names placeOf(const PairingItem& item, const std::string& key) const {
        const bool isOfBids = item.words.whole.starts_with("sub-");
        Names names;
        for (const std::size_t at : item.placeFolders(m_rules)) {
            // A folder of the case's own is not where it lies but what it is called.
            if (wordsOfStem(item.folders[at]).whole != key && !(isOfBids && isBidsFolder(item.folders[at]))) {
                names.push_back(item.folders[at]);
            }
        }
        return names;
    }

    /// The nearest case that is called so; nothing where it is not one.
    [[nodiscard]] std::optional<std::size_t> nearestCase(const PairingItem& label, const std::string& key) const {
        const auto found = m_byKey.find(key);
        if (found == m_byKey.end()) {
            return std::nullopt;
        }
        const Names place = placeOf(label, key);
        std::optional<std::size_t> nearest;
        std::pair<int, int> best;
        bool isOnly = false;
        for (const std::size_t index : found->second) {
            const PairingItem& image = imageOf(m_cases[index]);
            const auto near = nearness(placeOf(image, key), place);
            const bool areOfOneSubset =
                image.subset().empty() || label.subset().empty() || image.subset() == label.subset();
            if (!near || !areOfOneSubset) {
                continue;
            }
            // Names that differ in capitals alone are two where both are there.
            const bool isWithin = label.stem.find(image.stem) != std::string::npos;
            const std::pair<int, int> rank{*near + (image.subset() == label.subset() ? 1 : 0), isWithin ? 1 : 0};
            if (!nearest || rank > best) {
                nearest = index;
                best = rank;
                isOnly = true;
            } else if (rank == best) {
                isOnly = false;
            }
        }
        return isOnly ? nearest : std::nullopt;
    }

    void take(std::size_t index, std::size_t label, std::string className, bool isByClassName = false) {
        m_result.ofCase[index].push_back({label, std::move(className), isByClassName});
    }

    [[nodiscard]] bool matchByName(std::size_t label) {
        const PairingItem& item = m_items[label];
        for (const std::string& key : labelKeys(item, m_rules)) {
            const auto found = key.empty() ? caseOfFolder(item) : nearestCase(item, key);
            if (found) {
                take(*found, label, classOfFolderOrBids(item));
                return true;
            }
        }
        return false;
    }

    /// Of a file that has no name of its own, such as "segmentation.nii".
    [[nodiscard]] std::optional<std::size_t> caseOfFolder(const PairingItem& label) const {
        if (const auto named = caseNamedAsFolder(label)) {
            return named;
        }
        const auto beside = m_byFolder.find(label.path.parent_path());
        return beside != m_byFolder.end() && beside->second.size() == 1 ? std::optional(beside->second.front())
                                                                        : std::nullopt;
    }

    [[nodiscard]] std::optional<std::size_t> caseNamedAsFolder(const PairingItem& label) const {
        const std::vector<std::size_t> places = label.placeFolders(m_rules);
        return places.empty() ? std::nullopt : nearestCase(label, wordsOfStem(label.folders[places.back()]).whole);
    }

    [[nodiscard]] static std::string classOfFolderOrBids(const PairingItem& label) {
        if (!label.words.className.empty()) {
            return label.words.className;
        }
        for (std::size_t i = label.folderWords.size(); i-- > 0;) {
            if (label.folderWords[i].role == FolderRole::Labels) {
                return label.folderWords[i].rest;
            }
        }
        return {};
    }

    /// A structure's file in the folder of its case.
    [[nodiscard]] bool matchByFolder(std::size_t label) {
        const PairingItem& item = m_items[label];
        const auto found = caseNamedAsFolder(item);
        if (!found) {
            return false;
        }
        const PairingItem::Role role = item.roleUnder(m_rules);
        take(*found, label, role.word != nullptr && !role.word->rest.empty() ? role.word->rest : item.stem, true);
        return true;
    }

    /// "label0001" of the folder PANCREAS_0001.
    [[nodiscard]] bool matchByNumber(std::size_t label) {
        const PairingItem& item = m_items[label];
        for (const std::string& key : labelKeys(item, m_rules)) {
            if (key.empty() || key.find_first_not_of("0123456789") != std::string::npos) {
                continue;
            }
            std::optional<std::size_t> only;
            for (std::size_t i = 0; i < m_cases.size(); ++i) {
                if (hasNumber(m_cases[i], key)) {
                    if (only) {
                        return false;
                    }
                    only = i;
                }
            }
            if (only) {
                take(*only, label, {});
            }
            return only.has_value();
        }
        return false;
    }

    /// Whether its name, or that of a folder it lies in, ends with the number.
    [[nodiscard]] bool hasNumber(const ImageCase& one, const std::string& number) const {
        const auto endsSo = [&](const std::string& name) { return joinedWords(name).ends_with("_" + number); };
        return endsSo(one.keys.front()) || std::ranges::any_of(imageOf(one).folders, endsSo);
    }

    /// What a person calls a label belongs to the image whose name has most in common with it, numbers above all.
    [[nodiscard]] bool matchByWish(std::size_t label) {
        const PairingItem& item = m_items[label];
        if (!item.isLabel.value_or(false) || !item.givenKey.empty()) {
            return false;
        }
        const auto [numbers, words] = numbersAndWords(item.words.whole);
        std::optional<std::size_t> nearest;
        std::pair<int, int> best;
        bool isOnly = false;
        for (std::size_t i = 0; i < m_cases.size(); ++i) {
            const auto near = nearness(placeOf(imageOf(m_cases[i]), {}), placeOf(item, {}));
            const auto [imageNumbers, imageWords] = numbersAndWords(m_cases[i].keys.front());
            if (!near || !std::ranges::includes(numbers, imageNumbers)) {
                continue;
            }
            std::vector<std::string> common;
            std::ranges::set_intersection(words, imageWords, std::back_inserter(common));
            const auto shared = static_cast<int>(common.size() + 2 * imageNumbers.size());
            const std::pair<int, int> rank{2 * shared - static_cast<int>(imageWords.size()), *near};
            if (rank.first > 0 && (!nearest || rank > best)) {
                nearest = i;
                best = rank;
                isOnly = true;
            } else if (nearest && rank == best) {
                isOnly = false;
            }
        }
        if (isOnly) {
            take(*nearest, label, {});
        }
        return isOnly;
    }

    const std::vector<PairingItem>& m_items;
    const std::vector<ImageCase>& m_cases;
    const HintRules& m_rules;
    std::unordered_map<std::string, std::vector<std::size_t>> m_byKey;
    std::map<std::filesystem::path, std::vector<std::size_t>> m_byFolder;
    LabelMatching m_result;
};

}  // namespace

std::vector<std::string> labelKeys(const PairingItem& label, const HintRules& rules) {
    if (!label.givenKey.empty()) {
        return {label.givenKey};
    }
    const PairingItem::Role role = label.roleUnder(rules);
    std::vector<std::string> keys;
    if (role.word != nullptr) {
        keys.push_back(role.word->rest);
    } else {
        keys.push_back(label.words.whole);
        for (const LabelWord& word : label.words.labelWords) {
            keys.push_back(word.rest);
        }
        if (label.words.unimage) {
            keys.push_back(*label.words.unimage);
        }
    }
    for (std::size_t i = 0, count = keys.size(); i < count; ++i) {
        // A structure may be called as a sequence, such as "fat", and has then no other name.
        if (auto sequence = sequenceOf(keys[i]); sequence && (role.word != nullptr || !sequence->first.empty())) {
            keys.push_back(std::move(sequence->first));
        }
    }
    return keys;
}

LabelMatching matchLabels(const std::vector<PairingItem>& items, const std::vector<std::size_t>& labels,
                          const std::vector<ImageCase>& cases, const HintRules& rules) {
    return Matching(items, cases, rules).match(labels);
}

}  // namespace tandem
