// Puts slices in order and finds out whether they make up a regular volume. Thread-safe.
//
// Invariant: findings are empty exactly when the slices are a right-angled grid.
#pragma once

#include "core/volume/geometry.h"
#include "storage/image/dicom_slice.h"

#include <string>
#include <vector>

namespace tandem {

struct DicomStack {
    std::vector<DicomSlice> slices;     ///< by position along the normal, where that is known for all; else by name
    Geometry geometry;                  ///< meaningful only without findings
    std::vector<std::string> findings;  ///< one sentence each; of one kind only the first few
    std::vector<DicomSlice> copies;     ///< of slices, that were left out
};

/// slices: of one series, at least one. name: of the series, for sentences.
[[nodiscard]] DicomStack stacked(std::vector<DicomSlice> slices, const std::string& name);

}  // namespace tandem
