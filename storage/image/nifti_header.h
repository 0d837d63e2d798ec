// Reads the headers of NIfTI-1, NIfTI-2 and Analyze 7.5 files.
//
// Thread-safe. Invariant: what is returned is a 3D grid in LPS; how its orientation was chosen, where the file leaves a
// choice, is told by a finding.
#pragma once

#include "storage/image/stored_image.h"

#include <filesystem>

namespace tandem {

/// The file that a name of the pair .hdr and .img (either also .gz) or of a single .nii stands for: the header.
[[nodiscard]] std::filesystem::path niftiHeaderFile(const std::filesystem::path& path);

/// Throws Error: NotFound (no header, or no .img beside it), InvalidInput (not such a file, contradictory, sheared),
/// Unsupported (not a 3D grid, a number format that no volume can hold), Io.
[[nodiscard]] StoredImage readNiftiHeader(const std::filesystem::path& path);

}  // namespace tandem
