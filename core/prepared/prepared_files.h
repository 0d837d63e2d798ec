// The files of a prepared case: what their names end with, and their removal.
//
// Thread-safe for different cases. Invariant: what is half removed is no case, as its header goes first.
#pragma once

#include <array>
#include <filesystem>
#include <string_view>

namespace tandem {

/// Behind PreparedReference::stem.
inline constexpr std::array<std::string_view, 3> kPreparedSuffixes{".json", ".image", ".label"};

/// What cannot be removed takes room, and no more.
void removePreparedCase(const std::filesystem::path& stem);

}  // namespace tandem
