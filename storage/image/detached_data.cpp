#include "storage/image/detached_data.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "storage/image/header_text.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace tandem {
namespace {

constexpr const char* kAnywhere = "TANDEM_DATA_ANYWHERE";

bool mayLieAnywhere() {
    const char* chosen = std::getenv(kAnywhere);
    return chosen != nullptr && std::string_view(chosen) == "1";
}

/// Whether the file lies in the folder or below it, wherever links lead.
bool isWithin(const std::filesystem::path& folder, const std::filesystem::path& file) {
    const std::filesystem::path real = realPath(file);
    const std::filesystem::path top = realPath(folder);
    return std::ranges::mismatch(top, real).in1 == top.end();
}

}  // namespace

void allowDataAnywhere() {
    ::setenv(kAnywhere, "1", 1);
}

std::filesystem::path detachedDataFile(const std::filesystem::path& header, const std::string& name,
                                       const std::string& single) {
    const std::filesystem::path named(name);
    const std::filesystem::path folder = absolutePath(header).parent_path();
    const std::filesystem::path file = named.is_absolute() ? named : header.parent_path() / named;
    if (name.empty() ||
        (!isThere(file) && (lowered(name).starts_with("list") || name.find('%') != std::string::npos))) {
        throw Error(ErrorCode::Unsupported, header.string() +
                                                " has its voxels spread over several files, which is not "
                                                "handled; save it as a single " +
                                                single + " file.");
    }
    if (!mayLieAnywhere() && !isWithin(folder, absolutePath(file))) {
        throw Error(ErrorCode::InvalidInput, header.string() + " takes its voxels from " + file.string() +
                                                 ", which is not beside or beneath it; if the file is yours, move it "
                                                 "there, or allow it with --data-anywhere.");
    }
    if (!isThere(file)) {
        throw Error(ErrorCode::NotFound, header.string() + " has no image data: there is no " + file.string() + ".");
    }
    return file;
}

}  // namespace tandem
