// Reads the header of one DICOM file with DCMTK.
//
// Thread-safe after makeLibrariesReady().
#pragma once

#include "storage/image/dicom_slice.h"

#include <filesystem>
#include <vector>

namespace tandem {

/// One slice, or those of an enhanced multi-frame file. What DCMTK cannot read has a problem.
[[nodiscard]] std::vector<DicomSlice> decodeDicomHeader(const std::filesystem::path& file);

}  // namespace tandem
