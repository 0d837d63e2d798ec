// Small files of tests, as a whole.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace tandem {

/// Makes the folder, too.
inline void writeBytes(const std::filesystem::path& file, const std::string& bytes) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
}

/// Empty where there is no such file.
[[nodiscard]] inline std::string bytesOfFile(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace tandem
