// Writes class indices as a label file with the voxel values of the project's scheme, as other programs expect them,
// and unknown voxels with LabelScheme::unknownFileValue().
//
// Thread-safe for different files.
#pragma once

#include "core/study/label_scheme.h"
#include "core/volume/volume.h"

#include <filesystem>

namespace tandem {

/// In bytes where all values fit, as not every program takes more; else in 32 bits. The format follows the name. Throws
/// Error (Corrupt for an index that is no class; Io).
void writeSchemeLabel(const LabelVolume& label, const LabelScheme& scheme, const std::filesystem::path& file);

}  // namespace tandem
