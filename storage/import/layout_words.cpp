#include "storage/import/layout_words.h"

#include "storage/import/name_text.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

namespace tandem {
namespace {

/// What is the same in all names of a kind: "volume-*", "imaging", "labelsTr/*".
struct Shapes {
    std::string image;
    std::string label;
    std::string channels;

    auto operator<=>(const Shapes&) const = default;
};

/// The folder of images or labels that the file lies in, unless its counterpart lies there, too.
std::string folderShape(const PairingItem& item, FolderRole role, const PairingItem* counterpart) {
    std::string shape;
    std::size_t at = item.folderWords.size();
    for (std::size_t i = item.folderWords.size(); i-- > 0;) {
        if (item.folderWords[i].role == role && item.folderWords[i].isStrong) {
            at = i;
            break;
        }
    }
    if (counterpart != nullptr && at < std::min(item.folders.size(), counterpart->folders.size()) &&
        std::equal(item.folders.begin(), item.folders.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                   counterpart->folders.begin())) {
        return {};
    }
    std::size_t i = 0;
    for (const std::filesystem::path& part : item.alone.folder) {
        // What lies below is of one case where it is many.
        shape += i == at ? part.string() + "/" : i == at + 1 && item.folders[i] == "final" ? part.string() + "/" : "";
        ++i;
    }
    return shape;
}

/// The name with * for the longest of the keys in it.
std::string nameShape(const PairingItem& item, const std::vector<std::string>& keys) {
    std::string folded = foldedName(item.stem);
    // As keys have them.
    std::ranges::replace_if(
        folded, [](char letter) { return std::string_view("-. ").find(letter) != std::string_view::npos; }, '_');
    std::string best;
    for (const std::string& key : keys) {
        if (key.size() > best.size() && folded.find(key) != std::string::npos) {
            best = key;
        }
    }
    if (best.empty()) {
        return item.stem;
    }
    const std::size_t at = folded.rfind(best);
    // Folding may change the length of what is no ASCII, and then the place is not known.
    return folded.size() == item.stem.size() ? item.stem.substr(0, at) + "*" + item.stem.substr(at + best.size()) : "*";
}

Shapes shapesOf(const ReadCase& one) {
    // Of the image the shortest key is what it has in common with the label.
    std::vector<std::string> shared = one.keys;
    if (one.label != nullptr && !one.isOneClassAFile) {
        const std::string label = joinedWords(one.label->stem);
        std::erase_if(shared, [&](const std::string& key) { return label.find(key) == std::string::npos; });
        shared = shared.empty() ? one.keys : shared;
    }
    Shapes shapes{.image = folderShape(*one.image, FolderRole::Images, one.label) + nameShape(*one.image, shared)};
    if (one.label != nullptr) {
        shapes.label = folderShape(*one.label, FolderRole::Labels, one.image) +
                       (one.isOneClassAFile ? "*" : nameShape(*one.label, shared));
    }
    for (const std::string& channel : one.channels) {
        shapes.channels += (shapes.channels.empty() ? "" : ", ") + channel;
    }
    return shapes;
}

struct Layout {
    std::string_view name;
    std::string_view image;
    std::string_view label;
};
constexpr std::array<Layout, 13> kLayouts{{{"KiTS", "imaging", "segmentation"},
                                           {"LiTS", "volume-*", "segmentation-*"},
                                           {"the 2018 Atrial Segmentation Challenge", "lgemri", "laendo"},
                                           {"BTCV", "img/img*", "label/label*"},
                                           {"MM-WHS", "*_image", "*_label"},
                                           {"PROMISE12", "*", "*_segmentation"},
                                           {"SegTHOR", "*", "GT"},
                                           {"ACDC", "*", "*_gt"},
                                           {"TotalSegmentator", "ct", "segmentations/*"},
                                           {"TotalSegmentator", "mri", "segmentations/*"},
                                           {"MONAI Label", "*", "labels/final/*"},
                                           {"nnU-Net", "imagesTr/*_0000", "labelsTr/*"},
                                           {"Medical Segmentation Decathlon", "imagesTr/*", "labelsTr/*"}}};

std::string layoutOf(const ReadCase& example, const Shapes& shapes) {
    if (example.image->stem.starts_with("sub-")) {
        return "BIDS";
    }
    const auto has = [&](const char* channel) {
        return std::ranges::find(example.channels, channel) != example.channels.end();
    };
    if (has("flair") + has("t1ce") + has("t1gd") + has("t1c") + has("t2f") >= 2) {
        return "BraTS";
    }
    for (const Layout& layout : kLayouts) {
        if (layout.image == shapes.image && layout.label == shapes.label) {
            return std::string(layout.name);
        }
    }
    return shapes.label.empty() ? "images" : "images and labels";
}

}  // namespace

std::string readingSentence(const std::vector<ReadCase>& cases) {
    if (cases.empty()) {
        return {};
    }
    std::map<Shapes, std::pair<std::size_t, const ReadCase*>> uses;
    std::size_t labelled = 0;
    std::size_t withStructures = 0;
    for (const ReadCase& one : cases) {
        labelled += one.label != nullptr || one.hasStructures ? 1 : 0;
        withStructures += one.hasStructures ? 1 : 0;
        auto& [count, example] = uses[shapesOf(one)];
        count += one.label != nullptr ? 2 * cases.size() : 1;  // those with a label say more
        example = &one;
    }
    const auto& [shapes, use] = *std::ranges::max_element(uses, {}, [](const auto& one) { return one.second.first; });
    std::string sentence = "Read as " + layoutOf(*use.second, shapes) + ": " + std::to_string(cases.size()) +
                           (cases.size() == 1 ? " case, " : " cases, ") + std::to_string(labelled) +
                           " labelled, image " + shapes.image;
    if (!shapes.channels.empty()) {
        sentence += " (channels " + shapes.channels + ")";
    }
    if (!shapes.label.empty()) {
        sentence += ", label " + shapes.label + (use.second->isOneClassAFile ? " (a file for each class)" : "");
    }
    if (withStructures > 0) {
        sentence += ", " + std::to_string(withStructures) + " with DICOM segmentations or structure sets";
    }
    return sentence + ".";
}

}  // namespace tandem
