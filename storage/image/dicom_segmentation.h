// Writes a label map as a DICOM segmentation object (SEG) that refers to the series which it was made from.
//
// Thread-safe for different targets. Invariant: a frame has the position, orientation and pixel spacing that its source
// slice says, digit for digit, and names that slice; patient, study and frame of reference are those of the series.
#pragma once

#include "core/volume/volume.h"
#include "storage/image/dicom_series.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

/// One structure: the voxels that hold a value. Segments are numbered from 1 in the order given.
struct DicomSegment {
    std::uint8_t value = 1;
    std::string label;                                  ///< at most 64 characters are kept
    std::array<std::uint8_t, 3> colour{255, 255, 255};  ///< red, green, blue
};

struct DicomSegmentationText {
    std::string seriesDescription = "Tandem segmentation";
    std::string algorithm;  ///< such as the method's name; not empty
    std::string version;    ///< of the program; not empty
};

/// Binary, a frame for every slice in which a segment has voxels; a segment without voxels has one empty frame. Throws
/// as writeDerivedObject() of storage/image/derived_object.h.
void writeDicomSegmentation(const LabelVolume& label, const std::vector<DicomSegment>& segments,
                            const DicomSeries& source, const DicomSegmentationText& text,
                            const std::filesystem::path& file, const std::stop_token& stop = {});

}  // namespace tandem
