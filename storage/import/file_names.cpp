#include "storage/import/file_names.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace tandem {
namespace {

struct FolderPair {
    std::string_view labels;
    std::string_view images;
};
constexpr std::array<FolderPair, 6> kFolderPairs{{{"labelsTr", "imagesTr"},
                                                  {"labelsTs", "imagesTs"},
                                                  {"labels", "images"},
                                                  {"label", "image"},
                                                  {"masks", "images"},
                                                  {"mask", "image"}}};

std::string lowered(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](unsigned char letter) { return std::tolower(letter); });
    return result;
}

}  // namespace

std::string imageStem(const std::filesystem::path& file) {
    std::filesystem::path name = file.filename();
    if (lowered(name.extension().string()) == ".gz") {
        name = name.stem();
    }
    return name.stem().string();
}

std::optional<std::string> withoutLabelSuffix(const std::string& stem) {
    const std::string lower = lowered(stem);
    for (const std::string_view suffix : {"_seg", "-seg", "_label", "-label", "_gt"}) {
        if (lower.size() > suffix.size() && lower.ends_with(suffix)) {
            return stem.substr(0, stem.size() - suffix.size());
        }
    }
    return std::nullopt;
}

std::optional<std::pair<std::string, int>> channelOf(const std::string& stem) {
    constexpr std::size_t kDigits = 4;
    if (stem.size() < kDigits + 2 || stem[stem.size() - kDigits - 1] != '_') {
        return std::nullopt;
    }
    const std::string digits = stem.substr(stem.size() - kDigits);
    if (!std::ranges::all_of(digits, [](unsigned char letter) { return std::isdigit(letter) != 0; })) {
        return std::nullopt;
    }
    return std::pair(stem.substr(0, stem.size() - kDigits - 1), std::stoi(digits));
}

std::optional<std::filesystem::path> imageFolderFor(const std::filesystem::path& labelFolder, std::size_t depth) {
    std::filesystem::path above = labelFolder;
    std::filesystem::path below;
    for (std::size_t level = 0; level < depth && above.has_filename(); ++level) {
        const std::string name = above.filename().string();
        for (const FolderPair& pair : kFolderPairs) {
            if (pair.labels == name) {
                const std::filesystem::path folder = above.parent_path() / pair.images;
                return below.empty() ? folder : folder / below;
            }
        }
        below = below.empty() ? above.filename() : above.filename() / below;
        above = above.parent_path();
    }
    return std::nullopt;
}

bool isChannelFolderName(std::string_view name) {
    return name == "imagesTr" || name == "imagesTs";
}

bool isDataFileOfHeader(const std::filesystem::path& file) {
    std::filesystem::path name = file.filename();
    if (lowered(name.extension().string()) == ".gz") {
        name = name.stem();
    }
    const std::string extension = lowered(name.extension().string());
    return extension == ".img" || extension == ".raw" || extension == ".zraw";
}

}  // namespace tandem
