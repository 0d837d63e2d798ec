// How much room a folder takes on the disk.
//
// Thread-safe. Invariant: no link is followed, so nothing outside of the folder counts.
#pragma once

#include <cstdint>
#include <filesystem>

namespace tandem {

/// Of all files in it; what cannot be looked at counts nothing, nor does a folder that is not there.
[[nodiscard]] std::uint64_t folderBytes(const std::filesystem::path& folder);

}  // namespace tandem
