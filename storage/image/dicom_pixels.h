// The voxels of a DICOM series. Thread-safe.
//
// Invariant: every slice is read whole, with its own rescale slope and intercept applied.
#pragma once

#include "core/volume/volume.h"
#include "storage/image/dicom_series.h"

#include <stop_token>

namespace tandem {

/// T is float or std::int32_t. Throws Error: InvalidInput with the first finding when the series has any, and as
/// readImage().
template <class T>
[[nodiscard]] Volume<T> readDicomVoxels(const DicomSeries& series, const ReadOptions& options,
                                        const std::stop_token& stop);

extern template Volume<float> readDicomVoxels(const DicomSeries&, const ReadOptions&, const std::stop_token&);
extern template Volume<std::int32_t> readDicomVoxels(const DicomSeries&, const ReadOptions&, const std::stop_token&);

}  // namespace tandem
