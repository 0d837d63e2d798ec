// Brings results from a prepared grid back to the grid of the source image.
//
// Where the prepared grid is a permutation, flip or crop of the original, the way back is exact, voxel for voxel;
// otherwise maps are interpolated linearly. Labels are never interpolated: a label is the argmax of the probabilities
// that were brought back, so that the two cannot contradict each other. Thread-safe.
// Invariant: the result's geometry is header.original, or the slab of it that was asked for.
#pragma once

#include "core/prepared/prepared_case.h"
#include "core/volume/volume.h"

#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

namespace tandem {

/// Whole slices of a grid along its third axis: they share its other axes and cover it in order, each of at most
/// mostVoxels voxels, but at least one slice.
[[nodiscard]] std::vector<Geometry> slabsOf(const Geometry& geometry, std::int64_t mostVoxels);

/// Voxels outside the prepared box take the value outside. slab: header.original, or one of its slabs. Throws Error
/// (InvalidInput when the volume is not on header.geometry; OutOfMemory; Cancelled).
[[nodiscard]] ImageVolume restoreMap(const ImageVolume& onPreparedGrid, const PreparedHeader& header,
                                     const Geometry& slab, float outside, const std::stop_token& stop = {});

/// One volume per class, the background first. Outside the prepared box the background has probability 1. Throws as
/// restoreMap().
[[nodiscard]] std::vector<ImageVolume> restoreProbabilities(std::span<const ImageVolume> onPreparedGrid,
                                                            const PreparedHeader& header, const Geometry& slab,
                                                            const std::stop_token& stop = {});

/// The class with the largest probability at every voxel, the first of equals. Probabilities: one volume per class, 1
/// to 256, on one grid. Throws Error (InvalidInput) when their number or grids do not fit.
[[nodiscard]] LabelVolume labelFromProbabilities(std::span<const ImageVolume> probabilities);

/// One step of labelFromProbabilities(), for whoever holds one class at a time: takes the class where it is more
/// probable than those before it, whose largest probabilities are given. All three: one value per voxel.
void raiseLabel(std::span<std::uint8_t> label, std::span<float> largest, std::span<const float> probability,
                std::uint8_t index);

}  // namespace tandem
