// Writes class indices as a label file with the voxel values of the project's scheme, as other programs expect them.
//
// Thread-safe for different files.
#pragma once

#include "core/study/label_scheme.h"
#include "core/volume/volume.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>

namespace tandem {

/// By class index, kUnknownClass included; nothing for an index that is no class.
using FileValues = std::array<std::optional<std::int32_t>, 256>;
[[nodiscard]] FileValues fileValuesOf(const LabelScheme& scheme);

/// In bytes where all values fit, as not every program takes more; else in 32 bits. The format follows the name. Throws
/// Error (Corrupt for an index that is no class; Io).
void writeSchemeLabel(const LabelVolume& label, const LabelScheme& scheme, const std::filesystem::path& file);

}  // namespace tandem
