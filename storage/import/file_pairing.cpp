#include "storage/import/file_pairing.h"

#include "storage/image/image_reader.h"
#include "storage/import/file_names.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace tandem {
namespace {

/// A folder and a name in it.
using Place = std::pair<std::filesystem::path, std::string>;

struct Label {
    const FoundImage* file;
    std::filesystem::path imageFolder;
    std::vector<std::string> imageNames;  ///< that its image may have, the likeliest first
};

/// How a folder's images with names like NAME_0001 are to be understood.
enum class Numbering { Cases, Channels, Unclear };

class Pairing {
public:
    explicit Pairing(const std::string& imageSuffix) : m_imageSuffix(imageSuffix) {}

    void sortOut(const std::vector<FoundImage>& files);
    void makeCases();
    void attachLabels();
    [[nodiscard]] PairedFiles take() {
        for (auto& [place, draft] : m_cases) {
            m_result.cases.push_back(std::move(draft));
        }
        return std::move(m_result);
    }

private:
    using ImagesByName = std::map<std::string, const FoundImage*>;

    [[nodiscard]] bool isLabelInItsOwnFolder(const FoundImage& file);
    void addImage(const FoundImage& file, std::string name);
    [[nodiscard]] Numbering numberingOf(const std::filesystem::path& folder, const ImagesByName& images) const;
    void makeChannelCases(const std::filesystem::path& folder, const ImagesByName& images);
    void addCase(const Place& place, const std::vector<const FoundImage*>& channels);
    void reportUnclear(const std::filesystem::path& folder);
    void reportLeftover(const Label& label);

    std::string m_imageSuffix;
    std::map<std::filesystem::path, ImagesByName> m_images;  ///< by folder
    std::vector<Label> m_labels;
    std::set<Place> m_labelTargets;  ///< every place at which a label looks for its image
    std::map<Place, DraftCase> m_cases;
    PairedFiles m_result;
};

void Pairing::sortOut(const std::vector<FoundImage>& files) {
    std::vector<const FoundImage*> suffixed;
    for (const FoundImage& file : files) {
        const std::string stem = imageStem(file.path);
        if (hasHdf5Label(file.path)) {
            DraftCase draft{.planned = {.name = stem, .images = {{file.path, {}}}, .label = PlannedFile{file.path, {}}},
                            .folder = file.folder};
            m_result.cases.push_back(std::move(draft));
        } else if (isLabelInItsOwnFolder(file)) {
            continue;
        } else if (withoutLabelSuffix(stem)) {
            suffixed.push_back(&file);
        } else {
            addImage(file, stem);
        }
    }
    for (const FoundImage* file : suffixed) {
        m_labels.push_back({file, file->path.parent_path(), {*withoutLabelSuffix(imageStem(file->path))}});
    }
    for (const Label& label : m_labels) {
        for (const std::string& name : label.imageNames) {
            m_labelTargets.insert({label.imageFolder, name});
        }
    }
}

bool Pairing::isLabelInItsOwnFolder(const FoundImage& file) {
    const auto depth = static_cast<std::size_t>(std::distance(file.folder.begin(), file.folder.end()));
    const auto imageFolder = imageFolderFor(file.path.parent_path(), depth);
    if (!imageFolder) {
        return false;
    }
    const std::string stem = imageStem(file.path);
    Label label{&file, *imageFolder, {stem}};
    if (auto shorter = withoutLabelSuffix(stem)) {
        label.imageNames.push_back(*std::move(shorter));
    }
    m_labels.push_back(std::move(label));
    return true;
}

void Pairing::addImage(const FoundImage& file, std::string name) {
    if (!m_imageSuffix.empty()) {
        if (!name.ends_with(m_imageSuffix) || name.size() == m_imageSuffix.size()) {
            ++m_result.ignoredFiles;
            return;
        }
        name.resize(name.size() - m_imageSuffix.size());
    }
    const auto [known, isNew] = m_images[file.path.parent_path()].emplace(std::move(name), &file);
    if (!isNew) {
        m_result.findings.push_back({FindingSeverity::Warning,
                                     file.path.string() + " has the same name as " +
                                         known->second->path.filename().string() + " and was left out.",
                                     "Rename one of the two, or import only one."});
    }
}

Numbering Pairing::numberingOf(const std::filesystem::path& folder, const ImagesByName& images) const {
    std::map<std::string, std::set<int>> numbers;
    bool labelsNameChannelsAway = false;
    for (const auto& [name, file] : images) {
        if (const auto channel = channelOf(name)) {
            if (m_labelTargets.contains({folder, name})) {
                return Numbering::Cases;
            }
            numbers[channel->first].insert(channel->second);
            labelsNameChannelsAway = labelsNameChannelsAway || m_labelTargets.contains({folder, channel->first});
        }
    }
    if (numbers.empty()) {
        return Numbering::Cases;
    }
    if (labelsNameChannelsAway || isChannelFolderName(folder.filename().string())) {
        return Numbering::Channels;
    }
    constexpr std::size_t kMostChannels = 4;
    const bool couldBeChannels = std::ranges::all_of(numbers, [](const auto& group) {
        const auto& [name, found] = group;
        return found.size() >= 2 && found.size() <= kMostChannels && *found.begin() == 0 &&
               *found.rbegin() == static_cast<int>(found.size()) - 1;
    });
    return couldBeChannels ? Numbering::Unclear : Numbering::Cases;
}

void Pairing::makeCases() {
    for (const auto& [folder, images] : m_images) {
        const Numbering numbering = numberingOf(folder, images);
        for (const auto& [name, file] : images) {
            if (numbering == Numbering::Cases || !channelOf(name)) {
                addCase({folder, name}, {file});
            }
        }
        if (numbering == Numbering::Channels) {
            makeChannelCases(folder, images);
        } else if (numbering == Numbering::Unclear) {
            reportUnclear(folder);
        }
    }
}

void Pairing::makeChannelCases(const std::filesystem::path& folder, const ImagesByName& images) {
    std::map<std::string, std::map<int, const FoundImage*>> groups;
    for (const auto& [name, file] : images) {
        if (const auto channel = channelOf(name)) {
            groups[channel->first][channel->second] = file;
        }
    }
    for (const auto& [name, channels] : groups) {
        std::vector<const FoundImage*> files;
        for (const auto& [number, file] : channels) {
            files.push_back(file);
        }
        addCase({folder, name}, files);
        const int last = channels.rbegin()->first;
        if (last + 1 != static_cast<int>(channels.size())) {
            m_cases.at({folder, name})
                .planned.findings.push_back({FindingSeverity::Refusal,
                                             "Of case \"" + name + "\" there are " + std::to_string(channels.size()) +
                                                 " channels, but they are numbered up to " + std::to_string(last) + ".",
                                             "Bring the missing channel's file, or number them from 0000."});
        }
    }
}

void Pairing::addCase(const Place& place, const std::vector<const FoundImage*>& channels) {
    DraftCase draft{.planned = {.name = place.second}, .folder = channels.front()->folder};
    for (const FoundImage* file : channels) {
        draft.planned.images.push_back({file->path, {}});
    }
    const auto [known, isNew] = m_cases.emplace(place, std::move(draft));
    if (!isNew) {
        known->second.planned.findings.push_back(
            {FindingSeverity::Refusal,
             "Case \"" + place.second + "\" has an image of that name and also numbered channels.",
             "Remove one of the two, or say in a table which files belong together."});
    }
}

void Pairing::attachLabels() {
    for (const Label& label : m_labels) {
        const auto name = std::ranges::find_if(
            label.imageNames, [&](const std::string& one) { return m_cases.contains({label.imageFolder, one}); });
        if (name == label.imageNames.end()) {
            reportLeftover(label);
            continue;
        }
        PlannedCase& planned = m_cases.at({label.imageFolder, *name}).planned;
        if (planned.label) {
            planned.findings.push_back({FindingSeverity::Refusal,
                                        "Case \"" + planned.name + "\" has two labels: " +
                                            planned.label->path.string() + " and " + label.file->path.string() + ".",
                                        "Remove one of them, or say in a table which one counts."});
        } else {
            planned.label = PlannedFile{label.file->path, {}};
        }
    }
}

void Pairing::reportUnclear(const std::filesystem::path& folder) {
    m_result.findings.push_back(
        {FindingSeverity::Warning,
         "The files in " + folder.string() +
             " that end with _0000 and so on could be channels of one case or cases of "
             "their own, so they were left out.",
         "Put channels into a folder imagesTr, or say in a table which files belong together."});
}

void Pairing::reportLeftover(const Label& label) {
    m_result.findings.push_back({FindingSeverity::Warning,
                                 "The label " + label.file->path.string() + " has no image named \"" +
                                     label.imageNames.front() + "\" in " + label.imageFolder.string() + ".",
                                 "Give image and label the same name, or say in a table which belong together."});
}

}  // namespace

PairedFiles pairFiles(const std::vector<FoundImage>& files, const std::string& imageSuffix) {
    Pairing pairing(imageSuffix);
    pairing.sortOut(files);
    pairing.makeCases();
    pairing.attachLabels();
    return pairing.take();
}

}  // namespace tandem
