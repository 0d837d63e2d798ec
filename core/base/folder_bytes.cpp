#include "core/base/folder_bytes.h"

#include <system_error>

namespace tandem {

std::uint64_t folderBytes(const std::filesystem::path& folder) {
    std::uint64_t bytes = 0;
    std::error_code failure;
    for (auto entry = std::filesystem::recursive_directory_iterator(folder, failure);
         !failure && entry != std::filesystem::recursive_directory_iterator(); entry.increment(failure)) {
        std::error_code unknown;
        if (!entry->is_symlink(unknown) && entry->is_regular_file(unknown)) {
            const std::uintmax_t size = entry->file_size(unknown);
            bytes += unknown ? 0 : size;
        }
    }
    return bytes;
}

}  // namespace tandem
