#include "storage/import/file_names.h"

#include "storage/image/header_text.h"

#include <algorithm>

namespace tandem {
std::string imageStem(const std::filesystem::path& file) {
    std::filesystem::path name = file.filename();
    if (lowered(name.extension().string()) == ".gz") {
        name = name.stem();
    }
    return name.stem().string();
}

std::string nameInFolder(const std::filesystem::path& file) {
    return (file.parent_path().filename() / file.filename()).string();
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

bool isDataFileOfHeader(const std::filesystem::path& file) {
    std::filesystem::path name = file.filename();
    if (lowered(name.extension().string()) == ".gz") {
        name = name.stem();
    }
    const std::string extension = lowered(name.extension().string());
    return extension == ".img" || extension == ".raw" || extension == ".zraw";
}

}  // namespace tandem
