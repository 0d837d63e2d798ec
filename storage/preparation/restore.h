// Brings results from a prepared grid back to the grid of the source image.
//
// Where the prepared grid is a permutation, flip or crop of the original, the way back is exact, voxel for voxel;
// otherwise labels take the nearest voxel and maps are interpolated linearly. Thread-safe.
// Invariant: the result's geometry is header.original.
#pragma once

#include "core/prepared/prepared_case.h"
#include "core/volume/volume.h"

#include <span>
#include <stop_token>
#include <vector>

namespace tandem {

/// Also for other maps of small whole numbers, such as the selection. Voxels outside the prepared box become 0. Throws
/// Error (InvalidInput when the volume is not on header.geometry; OutOfMemory; Cancelled).
[[nodiscard]] LabelVolume restoreLabel(const LabelVolume& onPreparedGrid, const PreparedHeader& header,
                                       const std::stop_token& stop = {});

/// Voxels outside the prepared box take the value outside. Throws as restoreLabel().
[[nodiscard]] ImageVolume restoreMap(const ImageVolume& onPreparedGrid, const PreparedHeader& header, float outside,
                                     const std::stop_token& stop = {});

/// One volume per class, the background first. Outside the prepared box the background has probability 1. Throws as
/// restoreLabel().
[[nodiscard]] std::vector<ImageVolume> restoreProbabilities(std::span<const ImageVolume> onPreparedGrid,
                                                            const PreparedHeader& header,
                                                            const std::stop_token& stop = {});

/// The class with the largest probability at every voxel, the first of equals. Probabilities: one volume per class, 1
/// to 256, on one grid. Throws Error (InvalidInput) when their number or grids do not fit.
[[nodiscard]] LabelVolume labelFromProbabilities(std::span<const ImageVolume> probabilities);

}  // namespace tandem
