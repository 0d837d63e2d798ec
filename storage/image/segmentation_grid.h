// The grid on which the frames of a DICOM segmentation lie, which may leave out slices without voxels. Thread-safe.
//
// Invariant: every frame is a slice of the grid.
#pragma once

#include "core/volume/geometry.h"
#include "storage/image/dicom_structures.h"

#include <filesystem>

namespace tandem {

/// image: of the series that is segmented, whose slices tell how far those of sparse frames are apart. file: for
/// sentences. Throws Error (InvalidInput) for frames that make no regular stack.
[[nodiscard]] Geometry gridOfFrames(const SegmentationFrames& frames, const Geometry& image,
                                    const std::filesystem::path& file);

/// How far a frame may lie beside its place, as a part of the distance of pixels or slices.
inline constexpr double kFrameTolerance = 0.05;

}  // namespace tandem
