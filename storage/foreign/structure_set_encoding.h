// Makes a label map a DICOM structure set (RTSTRUCT) with DCMTK, which reads the headers of the source slices for it.
//
// Thread-safe after makeLibrariesReady(). Invariant: what is returned was read back, and holds the label at every
// voxel's centre.
#pragma once

#include "storage/image/reader_messages.h"

#include <cstdint>
#include <span>
#include <string>

namespace tandem {

/// What making it takes at most, beside the label; it grows with the label's surface.
[[nodiscard]] std::uint64_t bytesToEncodeStructureSet(const SegmentationOrder& order,
                                                      std::span<const std::uint8_t> label);

/// The bytes of the file: a region of interest for each segment, its contours slice by slice. label: on the order's
/// grid. Throws Error (InvalidInput, Io, Internal when DCMTK refuses or the contours are not the label).
[[nodiscard]] std::string encodeStructureSet(const SegmentationOrder& order, std::span<const std::uint8_t> label);

}  // namespace tandem
