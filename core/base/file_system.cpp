#include "core/base/file_system.h"

#include "core/base/atomic_file.h"
#include "core/base/disk_full.h"
#include "core/base/error.h"
#include "core/base/output_file.h"

#include <algorithm>
#include <string>
#include <system_error>

namespace tandem {
namespace {

void require(const std::error_code& failure, const std::string& doing, const std::filesystem::path& path) {
    if (isDiskFull(failure.value())) {
        throwUnwritten(path, failure.value());
    }
    if (failure) {
        throw Error(ErrorCode::Io, "Cannot " + doing + " " + path.string() + ": " + failure.message() + ".");
    }
}

}  // namespace

std::filesystem::path absolutePath(const std::filesystem::path& path) {
    std::error_code failure;
    std::filesystem::path absolute = std::filesystem::absolute(path, failure);
    require(failure, "find", path);
    return absolute;
}

std::filesystem::path normalPath(const std::filesystem::path& path) {
    return absolutePath(path).lexically_normal();
}

std::filesystem::path realPath(const std::filesystem::path& path) {
    std::error_code failure;
    std::filesystem::path real = std::filesystem::weakly_canonical(path, failure);
    require(failure, "find", path);
    return real;
}

bool isThere(const std::filesystem::path& path) noexcept {
    std::error_code failure;
    return std::filesystem::exists(path, failure);
}

bool isFolder(const std::filesystem::path& path) noexcept {
    std::error_code failure;
    return std::filesystem::is_directory(path, failure);
}

bool isFile(const std::filesystem::path& path) noexcept {
    std::error_code failure;
    return std::filesystem::is_regular_file(path, failure);
}

std::vector<std::filesystem::path> entriesOf(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> entries;
    if (!isFolder(folder)) {
        return entries;
    }
    std::error_code failure;
    std::filesystem::directory_iterator entry(folder, failure);
    for (; !failure && entry != std::filesystem::directory_iterator(); entry.increment(failure)) {
        entries.push_back(entry->path());
    }
    require(failure, "read the folder", folder);
    std::ranges::sort(entries);
    return entries;
}

std::uint64_t fileBytes(const std::filesystem::path& file) {
    std::error_code failure;
    const std::uint64_t bytes = std::filesystem::file_size(file, failure);
    require(failure, "read", file);
    return bytes;
}

std::uint64_t freeBytes(const std::filesystem::path& folder) {
    std::error_code failure;
    const std::filesystem::space_info space = std::filesystem::space(folder, failure);
    require(failure, "tell how much room there is in", folder);
    return space.available;
}

void makeFolder(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> missing;
    for (std::filesystem::path at = absolutePath(folder); at.has_relative_path() && !isThere(at);
         at = at.parent_path()) {
        missing.push_back(at);
    }
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    require(failure, "make the folder", folder);
    for (const std::filesystem::path& one : missing) {
        synchronise(one.parent_path());  // where its name stands
    }
}

void removeFolder(const std::filesystem::path& folder) {
    std::error_code failure;
    std::filesystem::remove_all(folder, failure);
    require(failure, "remove", folder);
}

void shareFile(const std::filesystem::path& source, const std::filesystem::path& target) {
    const std::filesystem::path real = realPath(source);  // not another link to a link
    std::error_code failure;
    if (std::filesystem::equivalent(real, target, failure)) {
        return;
    }
    writeAtomically(target, [&](const std::filesystem::path& temporary) {
        std::error_code unable;
        std::filesystem::create_hard_link(real, temporary, unable);
        if (unable) {
            std::filesystem::copy_file(real, temporary, failure);
            require(failure, "copy", source);
        }
    });
}

void copyAtomically(const std::filesystem::path& source, const std::filesystem::path& target) {
    writeAtomically(target, [&](const std::filesystem::path& temporary) {
        std::error_code failure;
        std::filesystem::copy_file(source, temporary, failure);
        require(failure, "copy", source);
    });
}

}  // namespace tandem
