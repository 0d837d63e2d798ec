// Writes a label map as a DICOM structure set (RTSTRUCT): smooth closed contours in the slices of the series which the
// label was made from.
//
// Thread-safe for different targets. Invariant: a voxel's centre lies within the contours of a structure, by the
// even-odd rule, if and only if the label has the voxel; what was to be written has been read back and compared.
#pragma once

#include "core/volume/volume.h"
#include "storage/image/dicom_segmentation.h"

#include <filesystem>
#include <stop_token>
#include <vector>

namespace tandem {

/// A region of interest for each segment, without contours where it has no voxels. Holes are contours of their own.
/// Each contour names its slice; patient and study are those of the series, and so is the frame of reference, for which
/// a new one stands where the series has none. Throws as writeDerivedObject() of storage/image/derived_object.h.
void writeDicomStructureSet(const LabelVolume& label, const std::vector<DicomSegment>& segments,
                            const DicomSeries& source, const DicomSegmentationText& text,
                            const std::filesystem::path& file, const std::stop_token& stop = {});

}  // namespace tandem
