#include "storage/import/file_pairing.h"

#include "core/base/error.h"
#include "storage/image/image_reader.h"
#include "storage/import/file_names.h"
#include "storage/import/image_grouping.h"
#include "storage/import/label_matching.h"
#include "storage/import/layout_words.h"
#include "storage/import/name_pattern.h"
#include "storage/import/pairing_item.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace tandem {
namespace {

/// What the files are under one set of rules.
struct Assignment {
    HintRules rules;
    bool areSequencesChannels = true;
    ImageGroups images;
    LabelMatching labels;
    std::vector<std::size_t> unwanted;  ///< items that the person, or BIDS, leaves alone

    /// How much it explains: labels with an image, images with a label; a second label explains nothing.
    [[nodiscard]] std::int64_t score() const {
        std::int64_t explained = 0;
        for (std::size_t i = 0; i < images.cases.size(); ++i) {
            const std::vector<MatchedLabel>& found = labels.ofCase[i];
            const auto whole =
                std::ranges::count_if(found, [](const MatchedLabel& one) { return one.className.empty(); });
            if (!found.empty()) {
                explained += static_cast<std::int64_t>(images.cases[i].images.size()) + 1 -
                             2 * std::max<std::int64_t>(whole - 1, 0);
            }
        }
        return explained;
    }
};

class Pairing {
public:
    Pairing(FilesToPair files, const ImportOptions& options, const std::stop_token& stop)
        : m_options(options), m_stop(stop), m_files(std::move(files)) {
        const NamePattern images(options.pairing.imageNames);
        const NamePattern labels(options.pairing.labelNames);
        for (const auto& [image, label] : options.pairing.labelOf) {
            m_chosenLabels.insert(label);
        }
        for (const FoundImage& file : m_files.images) {
            addFile(file);
        }
        for (DraftCase& series : m_files.series) {
            addSeries(std::move(series));
        }
        for (PairingItem& item : m_items) {
            applyWishes(item, images, labels);
        }
    }

    [[nodiscard]] PairedFiles pair() {
        Assignment best = bestAssignment();
        followChoices(best);
        settle(best);
        m_result.reading = m_read.empty() ? readingOfWholeCases() : readingSentence(m_read);
        for (DraftCase& whole : m_wholeCases) {
            m_result.cases.push_back(std::move(whole));
        }
        return std::move(m_result);
    }

private:
    [[nodiscard]] std::string readingOfWholeCases() const {
        return m_wholeCases.empty() ? std::string()
                                    : "Read as HDF5 files of image and label: " + std::to_string(m_wholeCases.size()) +
                                          (m_wholeCases.size() == 1 ? " case." : " cases.");
    }

    void addFile(const FoundImage& file) {
        std::string stem = imageStem(file.path);
        DraftCase alone{.planned = {.name = stem, .images = {{file.path, {}}}}, .folder = file.folder};
        if (hasHdf5Label(file.path)) {
            alone.planned.label = alone.planned.images.front();
            m_wholeCases.push_back(std::move(alone));
            return;
        }
        const std::string& suffix = m_options.imageSuffix;
        const bool hasSuffix = stem.size() > suffix.size() && stem.ends_with(suffix);
        if (hasSuffix) {
            stem.resize(stem.size() - suffix.size());
        }
        m_isImageWanted.push_back(suffix.empty() || hasSuffix);
        m_items.push_back(itemOf(std::move(alone), std::move(stem)));
    }

    void addSeries(DraftCase series) {
        std::string stem = series.planned.images.front().path.filename().string();
        m_isImageWanted.push_back(true);
        m_items.push_back(itemOf(std::move(series), std::move(stem)));
    }

    void applyWishes(PairingItem& item, const NamePattern& images, const NamePattern& labels) {
        const PairingChoices& choices = m_options.pairing;
        if (choices.labels.contains(item.path) || m_chosenLabels.contains(item.path)) {
            item.isLabel = true;
        } else if (choices.labelOf.contains(item.path)) {
            item.isLabel = false;
        } else if (const auto labelKey = labels.isEmpty() ? std::nullopt : labels.keyOf(item.path)) {
            item.isLabel = true;
            item.givenKey = *labelKey;
        } else if (const auto imageKey = images.isEmpty() ? std::nullopt : images.keyOf(item.path)) {
            item.isLabel = false;
            item.givenKey = *imageKey;
        } else if (!images.isEmpty()) {
            m_isImageWanted[static_cast<std::size_t>(&item - m_items.data())] = false;
            item.isLabel = labels.isEmpty() ? item.isLabel : false;
        } else if (!labels.isEmpty()) {
            item.isLabel = false;
        }
    }

    [[nodiscard]] Assignment assign(HintRules rules, bool areSequencesChannels) const {
        Assignment result{.rules = std::move(rules), .areSequencesChannels = areSequencesChannels};
        std::vector<std::size_t> images;
        std::vector<std::size_t> labels;
        GroupingHints hints{.rules = result.rules,
                            .areSequencesChannels = areSequencesChannels,
                            .channelsBelow = m_files.channelsBelow};
        for (std::size_t i = 0; i < m_items.size(); ++i) {
            if (m_items[i].roleUnder(result.rules).isLabel) {
                labels.push_back(i);
                for (std::string& key : labelKeys(m_items[i], result.rules)) {
                    hints.labelKeys.insert(std::move(key));
                }
            } else if (m_isImageWanted[i]) {
                images.push_back(i);
            } else {
                result.unwanted.push_back(i);
            }
        }
        leaveDerivativesAlone(images, labels, result.unwanted);
        result.images = groupImages(m_items, images, hints);
        result.labels = matchLabels(m_items, labels, result.images.cases, result.rules);
        return result;
    }

    /// What BIDS keeps beside the images themselves: probabilities, and images that were worked on.
    void leaveDerivativesAlone(std::vector<std::size_t>& images, std::vector<std::size_t>& labels,
                               std::vector<std::size_t>& unwanted) const {
        const auto isDerivative = [this](std::size_t index) {
            return std::ranges::find(m_items[index].folders, "derivatives") != m_items[index].folders.end();
        };
        std::set<std::string> raw;
        for (const std::size_t index : images) {
            if (!isDerivative(index)) {
                raw.insert(m_items[index].words.whole);
            }
        }
        const auto leave = [&](std::vector<std::size_t>& from, const auto& isUnwanted) {
            std::ranges::copy_if(from, std::back_inserter(unwanted), isUnwanted);
            std::erase_if(from, isUnwanted);
        };
        leave(labels, [this](std::size_t index) { return m_items[index].words.isProbability; });
        leave(images, [&](std::size_t index) {
            const StemWords& words = m_items[index].words;
            return words.isProbability || (isDerivative(index) && raw.contains(words.whole));
        });
    }

    [[nodiscard]] Assignment bestAssignment() const {
        HintRules strong;
        HintRules all;
        for (const PairingItem& item : m_items) {
            for (const LabelWord& word : item.words.labelWords) {
                (word.isStrong ? strong : all).insert(word.rule);
            }
            for (const FolderWords& words : item.folderWords) {
                if (words.role == FolderRole::Labels) {
                    (words.isStrong ? strong : all).insert(words.rule);
                }
            }
        }
        all.insert(strong.begin(), strong.end());
        Assignment best = assign(strong, true);
        for (bool hasImproved = true; hasImproved;) {
            hasImproved = false;
            const auto tryOut = [&](HintRules rules, bool areSequencesChannels) {
                throwIfStopped(m_stop);
                Assignment other = assign(std::move(rules), areSequencesChannels);
                if (other.score() > best.score()) {
                    best = std::move(other);
                    hasImproved = true;
                }
            };
            for (const std::string& rule : all) {
                const bool holds = best.rules.contains(rule);
                if (holds ? best.labels.leftover.empty() : isEveryImageLabelled(best)) {
                    continue;
                }
                HintRules rules = best.rules;
                if (holds) {
                    rules.erase(rule);
                } else {
                    rules.insert(rule);
                }
                tryOut(std::move(rules), best.areSequencesChannels);
            }
            if (hasSeveralChannels(best)) {
                tryOut(best.rules, !best.areSequencesChannels);
            }
        }
        return best;
    }

    [[nodiscard]] static bool isEveryImageLabelled(const Assignment& assignment) {
        return std::ranges::none_of(assignment.labels.ofCase, [](const auto& labels) { return labels.empty(); });
    }
    [[nodiscard]] static bool hasSeveralChannels(const Assignment& assignment) {
        return std::ranges::any_of(assignment.images.cases, [](const ImageCase& one) { return one.images.size() > 1; });
    }

    /// What a person chose stands above everything that names say.
    void followChoices(Assignment& assignment) const {
        std::map<std::filesystem::path, std::size_t> itemAt;
        for (std::size_t i = 0; i < m_items.size(); ++i) {
            itemAt.emplace(m_items[i].path, i);
        }
        std::map<std::size_t, std::size_t> caseOfImage;
        for (std::size_t i = 0; i < assignment.images.cases.size(); ++i) {
            caseOfImage.emplace(assignment.images.cases[i].images.front(), i);
        }
        for (std::vector<MatchedLabel>& labels : assignment.labels.ofCase) {
            std::erase_if(labels, [this](const MatchedLabel& one) { return isChosenLabel(one.item); });
        }
        std::erase_if(assignment.labels.leftover, [this](std::size_t item) { return isChosenLabel(item); });
        for (const auto& [image, label] : m_options.pairing.labelOf) {
            const auto imageItem = itemAt.find(image);
            const auto labelItem = itemAt.find(label);
            const auto found = imageItem == itemAt.end() ? caseOfImage.end() : caseOfImage.find(imageItem->second);
            if (found == caseOfImage.end()) {
                continue;
            }
            std::vector<MatchedLabel>& labels = assignment.labels.ofCase[found->second];
            for (const MatchedLabel& one : std::exchange(labels, {})) {
                assignment.unwanted.push_back(one.item);
            }
            if (labelItem != itemAt.end()) {
                labels.push_back({labelItem->second, {}});
            }
        }
    }
    [[nodiscard]] bool isChosenLabel(std::size_t item) const { return m_chosenLabels.contains(m_items[item].path); }

    void settle(Assignment& assignment) {
        const bool isOneClassAFile = hasSeveralClasses(assignment);
        for (std::size_t i = 0; i < assignment.images.cases.size(); ++i) {
            ImageCase& one = assignment.images.cases[i];
            DraftCase draft = m_items[one.images.front()].alone;
            draft.planned.name = one.name;
            draft.folder = one.folder;
            draft.planned.images.clear();
            for (const std::size_t image : one.images) {
                draft.planned.images.push_back(m_items[image].alone.planned.images.front());
            }
            std::ranges::move(one.findings, std::back_inserter(draft.planned.findings));
            m_read.push_back({.image = &m_items[one.images.front()],
                              .channels = one.channels,
                              .keys = one.isNamedByFolder ? std::vector{one.keys.front()} : one.keys});
            settleLabels(draft.planned, assignment.labels.ofCase[i], isOneClassAFile);
            m_read.back().hasStructures = m_read.back().label == nullptr && !draft.planned.classFiles.empty();
            m_result.cases.push_back(std::move(draft));
        }
        m_result.findings = std::move(assignment.images.findings);
        for (const std::size_t label : assignment.labels.leftover) {
            reportLeftover(m_items[label], labelKeys(m_items[label], assignment.rules).front());
            leaveUnused(label);
        }
        for (const std::size_t image : assignment.images.leftOut) {
            leaveUnused(image);
        }
        for (const std::size_t item : assignment.unwanted) {
            leaveUnused(item);
            ++m_result.ignoredFiles;
        }
        std::ranges::sort(m_result.unused);
    }

    /// A data set that has one structure in files of its own has labels, and no classes to merge.
    [[nodiscard]] static bool hasSeveralClasses(const Assignment& assignment) {
        std::set<std::string> names;
        for (const std::vector<MatchedLabel>& labels : assignment.labels.ofCase) {
            for (const MatchedLabel& one : labels) {
                if (one.isByClassName || labels.size() > 1) {
                    names.insert(one.className);
                }
            }
        }
        return names.size() > 1;
    }

    [[nodiscard]] PlannedFile fileOf(const MatchedLabel& label) const {
        return m_items[label.item].alone.planned.images.front();
    }

    void settleLabels(PlannedCase& planned, std::vector<MatchedLabel> labels, bool isOneClassAFile) {
        if (!labels.empty() && !planned.classFiles.empty()) {
            planned.findings.push_back({FindingSeverity::Note,
                                        "Case \"" + planned.name + "\" has the label " +
                                            nameInFolder(fileOf(labels.front()).path) + ", so " +
                                            nameInFolder(planned.classFiles.front().file.path) + " is not used.",
                                        ""});
            planned.classFiles.clear();
        }
        std::ranges::sort(labels, {}, [this](const MatchedLabel& one) { return m_items[one.item].path; });
        const auto isWhole = [&](const MatchedLabel& one) { return !isOneClassAFile || !one.isByClassName; };
        std::vector<MatchedLabel> whole;
        std::ranges::copy_if(labels, std::back_inserter(whole), isWhole);
        std::set<std::string> names;
        for (const MatchedLabel& one : labels) {
            names.insert(one.className);
        }
        if (isOneClassAFile && !names.contains("") && names.size() == labels.size() &&
            (whole.size() != 1 || labels.size() == 1)) {
            for (const MatchedLabel& one : labels) {
                planned.classFiles.push_back({fileOf(one), one.className});
            }
            m_read.back().label = labels.empty() ? nullptr : &m_items[labels.front().item];
            m_read.back().isOneClassAFile = true;
            return;
        }
        const std::optional<MatchedLabel> chosen = preferred(whole);
        if (chosen) {
            planned.label = fileOf(*chosen);
            m_read.back().label = &m_items[chosen->item];
        } else if (!whole.empty()) {
            planned.label = fileOf(whole.front());
            planned.findings.push_back({FindingSeverity::Refusal,
                                        "Case \"" + planned.name +
                                            "\" has two labels: " + fileOf(whole[0]).path.string() + " and " +
                                            fileOf(whole[1]).path.string() + ".",
                                        "Remove one of them, or say in a table which one counts."});
        }
        for (const MatchedLabel& one : labels) {
            if (!planned.label || fileOf(one) != *planned.label) {
                leaveUnused(one.item);
            }
        }
    }

    /// Of several labels the one that a tool marks as the one that counts.
    [[nodiscard]] std::optional<MatchedLabel> preferred(const std::vector<MatchedLabel>& labels) const {
        const auto rank = [this](const MatchedLabel& one) {
            const PairingItem& item = m_items[one.item];
            const bool isFinal = std::ranges::find(item.folders, "final") != item.folders.end();  // MONAI Label
            // BIDS has masks beside its labels, and the atrial challenge the wall beside the cavity.
            const bool isOfCavityOrAll = item.words.whole.ends_with("dseg") || item.words.whole == "laendo";
            return (isFinal ? 2 : 0) + (isOfCavityOrAll ? 1 : 0);  // BIDS
        };
        if (labels.empty()) {
            return std::nullopt;
        }
        const auto best = std::ranges::max_element(labels, {}, rank);
        const bool isOnly = std::ranges::count(labels, rank(*best), rank) == 1;
        return isOnly ? std::optional(*best) : std::nullopt;
    }

    void leaveUnused(std::size_t item) { m_result.unused.push_back(m_items[item].path); }

    void reportLeftover(const PairingItem& label, const std::string& key) {
        m_result.findings.push_back(
            {FindingSeverity::Warning,
             "The label " + label.path.string() + " has no image " +
                 (key.empty() ? "beside it" : "named \"" + key + "\"") + ".",
             "Give image and label the same name, or say in the preview or in a table which belong together."});
    }

    const ImportOptions& m_options;
    const std::stop_token& m_stop;
    FilesToPair m_files;
    std::set<std::filesystem::path> m_chosenLabels;
    std::vector<PairingItem> m_items;
    std::vector<bool> m_isImageWanted;    ///< by item: may be an image
    std::vector<DraftCase> m_wholeCases;  ///< of files that hold image and label
    std::vector<ReadCase> m_read;
    PairedFiles m_result;
};

}  // namespace

PairedFiles pairFiles(FilesToPair files, const ImportOptions& options, const std::stop_token& stop) {
    return Pairing(std::move(files), options, stop).pair();
}

}  // namespace tandem
