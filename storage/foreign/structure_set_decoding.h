// Reads what a DICOM segmentation or structure set says of itself with DCMTK's data sets, as those of many programs
// lack what DCMTK's own classes for such objects insist on.
//
// Thread-safe after makeLibrariesReady().
#pragma once

#include "storage/image/dicom_structures.h"

#include <filesystem>

namespace tandem {

/// What cannot be used has a problem.
[[nodiscard]] DicomStructureSet decodeStructureSet(const std::filesystem::path& file);

}  // namespace tandem
