// Reads the headers of MetaImage files (.mha, .mhd).
//
// Source: https://itk.org/Wiki/MetaIO/Documentation. Thread-safe. Invariant: what is returned is a 3D grid in LPS.
#pragma once

#include "storage/image/stored_image.h"

#include <filesystem>

namespace tandem {

/// Throws Error: NotFound (no header, or not the data file that it names), InvalidInput (not such a file,
/// contradictory), Unsupported (not a 3D grid, an encoding that is not handled), Io.
[[nodiscard]] StoredImage readMetaImageHeader(const std::filesystem::path& path);

}  // namespace tandem
