// Brings results from a prepared grid back to the grid of the source image.
//
// Where the prepared grid is a permutation, flip or crop of the original, the way back is exact, voxel for voxel;
// otherwise maps are interpolated linearly. Labels are never interpolated: a label is the argmax of the probabilities
// that were brought back (core/maps/derived_maps.h), so that the two cannot contradict each other. Thread-safe.
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

}  // namespace tandem
