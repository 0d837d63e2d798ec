// Has tandem-reader make a DICOM object of a label, one that refers to the series which the label is of, and writes it.
//
// Thread-safe for different targets. Invariant: the file appears whole or not at all.
#pragma once

#include "core/volume/volume.h"
#include "storage/image/dicom_segmentation.h"
#include "storage/image/dicom_series.h"
#include "storage/image/reader_messages.h"

#include <filesystem>
#include <stop_token>
#include <vector>

namespace tandem {

/// task: that makes the object. Throws Error (InvalidInput when the label does not lie on the series' grid, nothing is
/// to be in it, or the series has findings; Unsupported for multi-frame files; NotFound, Io, Cancelled; OutOfMemory;
/// Internal when DCMTK refuses).
void writeDerivedObject(ReaderTask task, const LabelVolume& label, const std::vector<DicomSegment>& segments,
                        const DicomSeries& source, const DicomSegmentationText& text, const std::filesystem::path& file,
                        const std::stop_token& stop);

}  // namespace tandem
