// Writes volumes as NIfTI, NRRD or MetaImage files.
//
// Thread-safe for different targets. Invariant: a file appears whole or not at all, and has been read back where a
// library wrote it; of a header with a separate data file (.mhd with .raw, .nhdr with .raw) the header appears last.
//
// The format follows the name: .nii, .nii.gz, .nrrd, .nhdr, .mha, .mhd. NIfTI keeps origin and direction in 32-bit
// floats (about 1e-7 of their size) and NRRD and MetaImage in decimals (about 1e-9 mm or better).
#pragma once

#include "core/volume/volume.h"

#include <filesystem>

namespace tandem {

/// As float32. Throws Error (Unsupported for another extension, InvalidInput for an empty volume or an unusable
/// geometry, Io).
void writeImage(const ImageVolume& image, const std::filesystem::path& path);

/// As uint8. Throws as writeImage().
void writeLabel(const LabelVolume& label, const std::filesystem::path& path);

/// As int32. Throws as writeImage().
void writeLabel(const RawLabelVolume& label, const std::filesystem::path& path);

}  // namespace tandem
