#include "storage/db/left_overs.h"

#include "core/base/atomic_file.h"

#include <string_view>
#include <system_error>

namespace tandem {
namespace {

namespace fs = std::filesystem;

/// In the folder, and in folders so many levels below it.
void sweep(const fs::path& folder, int levels) noexcept {
    removeLeftOvers(folder);
    std::error_code failure;
    fs::directory_iterator entry(folder, failure);
    for (; levels > 0 && !failure && entry != fs::directory_iterator(); entry.increment(failure)) {
        std::error_code unknown;
        if (!entry->is_symlink(unknown) && entry->is_directory(unknown)) {
            sweep(entry->path(), levels - 1);
        }
    }
}

}  // namespace

void removeLeftOversIn(const fs::path& projectFolder) noexcept {
    sweep(projectFolder, 0);
    struct Place {
        std::string_view folder;
        int levels;
    };
    for (const auto& [folder, levels] :
         {Place{"prepared", 0}, Place{"exports", 0}, Place{"labels", 2}, Place{"predictions", 1}, Place{"runs", 2}}) {
        std::error_code unknown;
        if (!fs::is_symlink(projectFolder / folder, unknown)) {
            sweep(projectFolder / folder, levels);
        }
    }
}

}  // namespace tandem
