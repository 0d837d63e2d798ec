// The voxels of a DICOM series. Thread-safe.
//
// Invariant: every slice is read whole, with its own rescale slope and intercept applied, and
// never inverted, as MONOCHROME1 concerns the display alone.
#pragma once

#include "core/volume/volume.h"
#include "storage/image/dicom_series.h"

#include <stop_token>
#include <vector>

namespace tandem {

/// T is float or std::int32_t. Throws Error: InvalidInput with the first finding when the series has any, and as
/// readImage(). findings: those of the series, to which what is odd about the voxels is added.
template <class T>
[[nodiscard]] Volume<T> readDicomVoxels(const DicomSeries& series, const ReadOptions& options,
                                        std::vector<Finding>& findings, const std::stop_token& stop);

extern template Volume<float> readDicomVoxels(const DicomSeries&, const ReadOptions&, std::vector<Finding>&,
                                              const std::stop_token&);
extern template Volume<std::int32_t> readDicomVoxels(const DicomSeries&, const ReadOptions&, std::vector<Finding>&,
                                                     const std::stop_token&);

}  // namespace tandem
