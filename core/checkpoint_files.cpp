#include "core/checkpoint_files.h"

#include "core/base/error.h"
#include "core/base/file_system.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace tandem {
namespace {

constexpr std::string_view kEnding = ".ckpt";

std::string_view wordOf(CheckpointKind kind) {
    return kind == CheckpointKind::Last ? "last" : "best";
}

/// Iteration and number of a name; nothing for other files. Both are -1 where the name tells none.
std::optional<std::pair<std::int64_t, std::int64_t>> ageOf(std::string_view name, CheckpointKind kind) {
    if (!name.starts_with(wordOf(kind)) || !name.ends_with(kEnding)) {
        return std::nullopt;
    }
    name = name.substr(wordOf(kind).size(), name.size() - wordOf(kind).size() - kEnding.size());
    std::pair<std::int64_t, std::int64_t> age{-1, -1};
    for (std::int64_t* number : {&age.first, &age.second}) {
        if (name.empty()) {
            break;
        }
        const auto [end, failure] = std::from_chars(name.data() + 1, name.data() + name.size(), *number);
        if (name.front() != '-' || failure != std::errc{} || *number < 0) {
            return std::nullopt;
        }
        name.remove_prefix(static_cast<std::size_t>(end - name.data()));
    }
    return name.empty() ? std::optional(age) : std::nullopt;
}

}  // namespace

std::filesystem::path freeCheckpointFile(const std::filesystem::path& folder, CheckpointKind kind,
                                         std::int64_t iteration) {
    const std::string stem = std::format("{}-{:06}", wordOf(kind), iteration);
    std::filesystem::path file = folder / (stem + std::string(kEnding));
    for (int number = 2; isThere(file); ++number) {
        file = folder / std::format("{}-{}{}", stem, number, kEnding);
    }
    return file;
}

std::vector<std::filesystem::path> checkpointFiles(const std::filesystem::path& folder, CheckpointKind kind) {
    std::vector<std::pair<std::pair<std::int64_t, std::int64_t>, std::filesystem::path>> found;
    for (const std::filesystem::path& entry : entriesOf(folder)) {
        if (const auto age = ageOf(entry.filename().native(), kind)) {
            found.emplace_back(*age, entry);
        }
    }
    std::ranges::sort(found, std::ranges::greater());
    std::vector<std::filesystem::path> files;
    for (auto& [age, file] : found) {
        files.push_back(std::move(file));
    }
    return files;
}

std::optional<std::filesystem::path> newestCheckpoint(const std::filesystem::path& folder, CheckpointKind kind) {
    const auto files = checkpointFiles(folder, kind);
    const auto found = std::ranges::find_if(files, isFile);
    return found != files.end() ? std::optional(*found) : std::nullopt;
}

void removeOtherCheckpoints(const std::filesystem::path& folder, CheckpointKind kind,
                            const std::filesystem::path& kept) noexcept {
    try {
        for (const std::filesystem::path& file : checkpointFiles(folder, kind)) {
            if (file.filename() != kept.filename()) {
                std::error_code failure;
                std::filesystem::remove(file, failure);
            }
        }
    } catch (const Error&) {
        // What stays is the older, and goes with the next.
    }
}

}  // namespace tandem
