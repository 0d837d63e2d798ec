#include "storage/import/image_grouping.h"

#include "storage/import/file_names.h"
#include "storage/import/name_text.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace tandem {
namespace {

/// How images with names like NAME_0001 are to be understood.
enum class Numbering { Cases, Channels, Unclear };

using Numbers = std::map<std::string, std::set<int>>;  ///< by the name before them

/// Where images that are named alike lie together: imagesTr and imagesTs are one.
std::filesystem::path familyOf(const PairingItem& item) {
    std::filesystem::path folder = item.path.parent_path();
    for (std::size_t i = item.folderWords.size(); i-- > 0;) {
        if (item.folderWords[i].role == FolderRole::Images) {
            return folder.parent_path();
        }
        folder = folder.parent_path();
    }
    return item.path.parent_path();
}

/// imagesTr and the like, in which nnU-Net has a channel at the end of every name.
bool isInChannelFolder(const PairingItem& item) {
    return std::ranges::any_of(item.folderWords, [](const FolderWords& words) {
        return words.role == FolderRole::Images && !words.subset.empty();
    });
}

bool runsFromZero(const std::set<int>& numbers) {
    return *numbers.begin() == 0 && *numbers.rbegin() == static_cast<int>(numbers.size()) - 1;
}

/// In a folder of channels, numbers of cases are told by there being many of them, or none that is 0; many channels by
/// most cases having them.
bool arePlausibleChannels(const Numbers& numbers) {
    constexpr int kFew = 4;
    constexpr int kMost = 16;
    std::map<std::set<int>, std::size_t> uses;
    std::size_t most = 0;
    for (const auto& [name, found] : numbers) {
        most = std::max(most, ++uses[found]);
    }
    const bool areAlike = numbers.size() > 1 && 2 * most > numbers.size();
    return std::ranges::all_of(numbers, [&](const auto& group) {
        return group.second.contains(0) && *group.second.rbegin() < (areAlike ? kMost : kFew);
    });
}

/// Outside of such folders, channels of one case and numbers of cases may look alike.
bool couldBeChannels(const Numbers& numbers) {
    constexpr std::size_t kMostChannels = 4;
    return std::ranges::all_of(numbers, [](const auto& group) {
        return group.second.size() >= 2 && group.second.size() <= kMostChannels && runsFromZero(group.second);
    });
}

class Grouping {
public:
    Grouping(const std::vector<PairingItem>& items, const GroupingHints& hints) : m_items(items), m_hints(hints) {}

    [[nodiscard]] ImageGroups group(const std::vector<std::size_t>& images) {
        std::map<std::filesystem::path, std::vector<std::size_t>> families;
        for (const std::size_t image : images) {
            families[familyOf(m_items[image])].push_back(image);
        }
        for (const auto& [family, members] : families) {
            groupFamily(family, members);
        }
        leaveRareSequencesOut();
        nameByFolders();
        return std::move(m_groups);
    }

private:
    /// A folder and what is common to the names of a case's images in it.
    using Place = std::pair<std::filesystem::path, std::string>;
    using Channels = std::map<std::string, std::size_t>;

    [[nodiscard]] const PairingItem& item(std::size_t index) const { return m_items[index]; }

    [[nodiscard]] static std::optional<std::pair<std::string, int>> numberOf(const PairingItem& one) {
        return one.givenKey.empty() ? channelOf(one.stem) : std::nullopt;
    }

    [[nodiscard]] Numbering numberingOf(const std::filesystem::path& family,
                                        const std::vector<std::size_t>& images) const {
        Numbers numbers;
        bool labelsNameChannelsAway = false;
        bool isChannelFolder = true;
        for (const std::size_t image : images) {
            if (const auto channel = numberOf(item(image))) {
                if (m_hints.labelKeys.contains(item(image).words.whole)) {
                    return Numbering::Cases;
                }
                const std::string base = wordsOfStem(channel->first).whole;
                numbers[base].insert(channel->second);
                labelsNameChannelsAway = labelsNameChannelsAway || m_hints.labelKeys.contains(base);
                isChannelFolder = isChannelFolder && isInChannelFolder(item(image));
            }
        }
        if (numbers.empty()) {
            return Numbering::Cases;
        }
        const auto known = m_hints.channelsBelow.find(family);
        if (known != m_hints.channelsBelow.end() && known->second > 1) {
            return Numbering::Channels;
        }
        if (labelsNameChannelsAway) {
            return Numbering::Channels;
        }
        if (isChannelFolder) {
            return arePlausibleChannels(numbers) ? Numbering::Channels : Numbering::Cases;
        }
        return couldBeChannels(numbers) ? Numbering::Unclear : Numbering::Cases;
    }

    void groupFamily(const std::filesystem::path& family, const std::vector<std::size_t>& images) {
        const Numbering numbering = numberingOf(family, images);
        std::map<Place, Channels> numbered;
        std::map<Place, Channels> sequences;
        std::set<std::filesystem::path> unclear;
        for (const std::size_t image : images) {
            const PairingItem& one = item(image);
            const std::filesystem::path folder = one.path.parent_path();
            const auto channel = numberOf(one);
            if (channel && numbering == Numbering::Unclear) {
                m_groups.leftOut.push_back(image);
                unclear.insert(folder);
            } else if (channel && numbering == Numbering::Channels) {
                const std::string number = one.stem.substr(one.stem.size() - 4);
                add(numbered[{folder, channel->first}], number, image);
            } else if (const auto sequence = sequenceIn(one); sequence && m_hints.areSequencesChannels) {
                add(sequences[{folder, sequence->first}], sequence->second, image);
            } else {
                addAlone(image);
            }
        }
        for (const std::filesystem::path& folder : unclear) {
            reportUnclear(folder);
        }
        for (const auto& [place, channels] : numbered) {
            addNumbered(place, channels);
        }
        for (const auto& [place, channels] : sequences) {
            if (channels.size() == 1) {
                addAlone(channels.begin()->second);
            } else {
                addSequences(place, channels);
            }
        }
    }

    [[nodiscard]] static std::optional<std::pair<std::string, std::string>> sequenceIn(const PairingItem& one) {
        return one.givenKey.empty() && !one.alone.planned.series ? sequenceOf(one.words.whole) : std::nullopt;
    }

    void add(Channels& channels, const std::string& channel, std::size_t image) {
        const auto [known, isNew] = channels.emplace(channel, image);
        if (!isNew) {
            reportTwin(image, known->second);
        }
    }

    void addAlone(std::size_t image) {
        const PairingItem& one = item(image);
        const auto [known, isNew] = m_alone.emplace(std::pair(one.path.parent_path(), one.stem), image);
        if (!isNew && !one.alone.planned.series) {
            reportTwin(image, known->second);
            return;
        }
        ImageCase made{
            .images = {image},
            .name = one.alone.planned.series ? one.alone.planned.name : nameWithoutImageWord(one),
            .folder = one.alone.folder,
            .keys = one.givenKey.empty() ? keysOf(one.words.whole, one.words.unimage) : std::vector{one.givenKey}};
        made.isNamedByFolder = one.givenKey.empty() && std::ranges::find(made.keys, "") != made.keys.end();
        m_groups.cases.push_back(std::move(made));
    }

    /// Without the sequence and the word for "image", which labels leave out.
    [[nodiscard]] static std::vector<std::string> keysOf(const std::string& whole,
                                                         const std::optional<std::string>& unimage) {
        std::vector<std::string> keys{whole};
        if (unimage) {
            keys.push_back(*unimage);
        }
        for (std::size_t i = 0, count = keys.size(); i < count; ++i) {
            if (auto sequence = sequenceOf(keys[i])) {
                keys.push_back(std::move(sequence->first));
            }
        }
        return keys;
    }

    /// "ct_1001" for "ct_1001_image"; names that begin with the word keep it, as "volume-0" says more than "0".
    [[nodiscard]] static std::string nameWithoutImageWord(const PairingItem& one) {
        const std::size_t last = one.stem.find_last_of("_-. ");
        const bool isLast = last != std::string::npos && one.words.unimage &&
                            joinedWords(one.stem.substr(0, last)) == *one.words.unimage;
        return isLast ? one.stem.substr(0, last) : one.stem;
    }

    /// "CHUM-001" for "CHUM-001__".
    [[nodiscard]] static std::string withoutLastSeparator(const std::string& name) {
        return name.substr(0, name.find_last_not_of("_-. ") + 1);
    }

    void addNumbered(const Place& place, const Channels& channels) {
        const std::string whole = wordsOfStem(place.second).whole;
        ImageCase made{.name = place.second, .folder = item(channels.begin()->second).alone.folder, .keys = {whole}};
        fill(made, channels);
        const int last = std::stoi(channels.rbegin()->first);
        if (last + 1 != static_cast<int>(channels.size())) {
            made.findings.push_back({FindingSeverity::Refusal,
                                     "Of case \"" + made.name + "\" there are " + std::to_string(channels.size()) +
                                         " channels, but they are numbered up to " + std::to_string(last) + ".",
                                     "Bring the missing channel's file, or number them from 0000."});
        }
        m_groups.cases.push_back(std::move(made));
    }

    void addSequences(const Place& place, const Channels& channels) {
        const PairingItem& first = item(channels.begin()->second);
        const std::size_t length = first.stem.size() - channels.begin()->first.size();
        ImageCase made{.name = withoutLastSeparator(first.stem.substr(0, length)),
                       .folder = first.alone.folder,
                       .keys = keysOf(place.second, std::nullopt)};
        made.isNamedByFolder = place.second.empty();
        std::vector<std::pair<std::string, std::size_t>> ordered(channels.begin(), channels.end());
        std::ranges::sort(ordered, {}, [](const auto& one) { return sequenceRank(one.first); });
        for (auto& [sequence, image] : ordered) {
            m_together.insert(sequence);
            made.channels.push_back(sequence);
            made.images.push_back(image);
        }
        m_groups.cases.push_back(std::move(made));
    }

    static void fill(ImageCase& made, const Channels& channels) {
        for (const auto& [channel, image] : channels) {
            made.images.push_back(image);
            if (channels.size() > 1) {
                made.channels.push_back(channel);
            }
        }
    }

    /// The sequences of a case, where other cases have them beside each other.
    [[nodiscard]] std::vector<std::string> sequencesOf(const ImageCase& one) const {
        if (one.channels.empty()) {
            const auto sequence = sequenceIn(item(one.images.front()));
            return sequence && m_together.contains(sequence->second) ? std::vector{sequence->second}
                                                                     : std::vector<std::string>();
        }
        return m_together.contains(one.channels.front()) ? one.channels : std::vector<std::string>();
    }

    /// The sequences that most cases have are the data set's channels.
    void leaveRareSequencesOut() {
        std::map<std::string, std::size_t> casesWith;
        std::size_t cases = 0;
        for (const ImageCase& one : m_groups.cases) {
            const std::vector<std::string> sequences = sequencesOf(one);
            cases += sequences.empty() ? 0 : 1;
            for (const std::string& sequence : sequences) {
                ++casesWith[sequence];
            }
        }
        std::set<std::string> common;
        for (const auto& [sequence, count] : casesWith) {
            if (count * 2 > cases) {
                common.insert(sequence);
            }
        }
        for (ImageCase& one : m_groups.cases) {
            const std::vector<std::string> sequences = sequencesOf(one);
            for (std::size_t i = one.channels.size(); !sequences.empty() && i-- > 0 && one.images.size() > 1;) {
                if (!common.contains(one.channels[i])) {
                    leaveOut(one, i);
                }
            }
            const bool hasCommon =
                std::ranges::any_of(sequences, [&](const std::string& sequence) { return common.contains(sequence); });
            for (const std::string& sequence : common) {
                if (hasCommon && std::ranges::find(sequences, sequence) == sequences.end()) {
                    refuseWithout(one, sequence);
                }
            }
        }
    }

    void leaveOut(ImageCase& one, std::size_t channel) {
        m_groups.leftOut.push_back(one.images[channel]);
        m_groups.findings.push_back(
            {FindingSeverity::Warning,
             item(one.images[channel]).path.string() + " was left out, as few cases have an image \"" +
                 one.channels[channel] + "\".",
             "Say which images to take by the ending of their names, or bring those of the others."});
        one.images.erase(one.images.begin() + static_cast<std::ptrdiff_t>(channel));
        one.channels.erase(one.channels.begin() + static_cast<std::ptrdiff_t>(channel));
    }

    static void refuseWithout(ImageCase& one, const std::string& sequence) {
        one.findings.push_back({FindingSeverity::Refusal,
                                "Case \"" + one.name + "\" has no image \"" + sequence + "\" as other cases have.",
                                "Bring the missing file, or take only images that all cases have, by the ending of "
                                "their names."});
    }

    /// The deepest folder that does not say "images"; empty where all do.
    [[nodiscard]] std::filesystem::path placeOf(const PairingItem& one) const {
        const std::vector<std::size_t> places = one.placeFolders(m_hints.rules);
        std::filesystem::path place = one.path.parent_path();
        for (std::size_t i = one.folders.size(); !places.empty() && i > places.back() + 1; --i) {
            place = place.parent_path();
        }
        return places.empty() ? std::filesystem::path() : place;
    }

    /// Where a folder has one case, and files of its name lie in other folders too, the folder names the case.
    void nameByFolders() {
        std::map<std::filesystem::path, int> casesIn;
        std::map<std::string, std::set<std::filesystem::path>> foldersOf;
        for (const ImageCase& one : m_groups.cases) {
            const std::filesystem::path place = placeOf(item(one.images.front()));
            ++casesIn[place];
            foldersOf[one.keys.front()].insert(place);
        }
        for (ImageCase& one : m_groups.cases) {
            const PairingItem& first = item(one.images.front());
            const std::set<std::filesystem::path>& folders = foldersOf[one.keys.front()];
            const auto hasOne = [&](const std::filesystem::path& folder) {
                return !folder.empty() && casesIn[folder] == 1;
            };
            const bool isEverywhere = folders.size() > 1 && !first.alone.planned.series && first.givenKey.empty() &&
                                      std::ranges::all_of(folders, hasOne);
            std::erase(one.keys, "");
            one.isNamedByFolder = isEverywhere || (one.isNamedByFolder && hasOne(placeOf(first)));
            if (one.isNamedByFolder) {
                takeFolderName(one, first);
            } else if (one.keys.empty()) {
                // Several cases lie in its folder, and it has no name of its own: "t1" and "t2" beside others.
                one.name = first.path.parent_path().filename().string();
                one.keys.push_back(wordsOfStem(one.name).whole);
            }
        }
    }

    void takeFolderName(ImageCase& one, const PairingItem& first) const {
        const std::vector<std::size_t> places = first.placeFolders(m_hints.rules);
        one.keys.insert(one.keys.begin(), wordsOfStem(first.folders[places.back()]).whole);
        if (first.alone.planned.series) {
            return;  // is called as its folder and what it says of itself
        }
        std::filesystem::path above;
        std::size_t at = 0;
        for (const std::filesystem::path& part : first.alone.folder) {
            if (at++ == places.back()) {
                one.name = part.string();
                break;
            }
            above /= part;
        }
        one.folder = above;
    }

    void reportTwin(std::size_t image, std::size_t known) {
        m_groups.leftOut.push_back(image);
        m_groups.findings.push_back({FindingSeverity::Warning,
                                     item(image).path.string() + " has the same name as " +
                                         item(known).path.filename().string() + " and was left out.",
                                     "Rename one of the two, or import only one."});
    }

    void reportUnclear(const std::filesystem::path& folder) {
        m_groups.findings.push_back(
            {FindingSeverity::Warning,
             "The files in " + folder.string() +
                 " that end with _0000 and so on could be channels of one case or cases of "
                 "their own, so they were left out.",
             "Put channels into a folder imagesTr, or say in a table which files belong together."});
    }

    const std::vector<PairingItem>& m_items;
    const GroupingHints& m_hints;
    std::map<Place, std::size_t> m_alone;
    std::set<std::string> m_together;  ///< sequences that a case has beside each other
    ImageGroups m_groups;
};

}  // namespace

ImageGroups groupImages(const std::vector<PairingItem>& items, const std::vector<std::size_t>& images,
                        const GroupingHints& hints) {
    return Grouping(items, hints).group(images);
}

}  // namespace tandem
