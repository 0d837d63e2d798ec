#include "storage/db/inside_project.h"

#include "core/base/error.h"

#include <algorithm>
#include <string>
#include <system_error>

namespace tandem {
namespace {

namespace fs = std::filesystem;

/// what: the end of "names ..., which".
[[noreturn]] void refuse(const fs::path& projectFolder, const fs::path& path, const std::string& what) {
    throw Error(ErrorCode::Corrupt,
                "The project " + projectFolder.string() + " names " + path.string() + ", which " + what +
                    "; its own files are files in its folder. Ask whoever made the project for all of it.");
}

}  // namespace

fs::path insideProject(const fs::path& projectFolder, const fs::path& path) {
    const fs::path below = path.is_absolute() ? path.lexically_relative(projectFolder) : path;
    if ((below.empty() && !path.empty()) || below.has_root_directory() ||
        std::ranges::find(below, fs::path("..")) != below.end()) {
        refuse(projectFolder, path, "lies outside of it");
    }
    fs::path whole = projectFolder;
    for (const fs::path& part : below) {
        whole /= part;
        std::error_code failure;
        const fs::file_status status = fs::symlink_status(whole, failure);
        if (fs::is_symlink(status)) {
            refuse(projectFolder, path, "is reached by a link");
        }
        if (fs::exists(status) && !fs::is_directory(status) && !fs::is_regular_file(status)) {
            refuse(projectFolder, path, "is a device or a pipe");
        }
    }
    return whole;
}

}  // namespace tandem
