// Makes a label map a DICOM segmentation object with DCMTK, which reads the headers of the source slices for it.
//
// Thread-safe after makeLibrariesReady().
#pragma once

#include "storage/image/reader_messages.h"

#include <cstdint>
#include <span>
#include <string>

namespace tandem {

/// What making it takes at most, beside the label.
[[nodiscard]] std::uint64_t bytesToEncodeSegmentation(const SegmentationOrder& order);

/// The bytes of the file. label: on the order's grid. Throws Error (InvalidInput, Io, Internal when DCMTK refuses).
[[nodiscard]] std::string encodeSegmentation(const SegmentationOrder& order, std::span<const std::uint8_t> label);

}  // namespace tandem
