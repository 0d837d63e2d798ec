// Reads the headers of NRRD files (.nrrd, and .nhdr with the voxels elsewhere).
//
// Source: http://teem.sourceforge.net/nrrd/format.html. Thread-safe. Invariant: what is returned is a 3D grid in LPS;
// where the file names no patient orientation, a finding says so.
#pragma once

#include "storage/image/stored_image.h"

#include <filesystem>

namespace tandem {

/// Throws Error: NotFound (no header, or not the data file that it names), InvalidInput (not such a file,
/// contradictory), Unsupported (not a 3D grid, an encoding that is not handled, such as bzip2), Io.
[[nodiscard]] StoredImage readNrrdHeader(const std::filesystem::path& path);

}  // namespace tandem
