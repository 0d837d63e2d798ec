// Voxels of which nobody says what they are.
#pragma once

#include <cstdint>

namespace tandem {

/// In a LabelVolume: no class, and not the background. Such voxels teach nothing and are judged by nothing. A scheme
/// has at most 255 classes, so no class has this index.
inline constexpr std::uint8_t kUnknownClass = 255;

}  // namespace tandem
