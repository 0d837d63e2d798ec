// Maps of whole numbers that follow from other maps, made in one place so that they never contradict them.
//
// Plain functions, thread-safe. Invariant: the result lies on the grid of what it is made of.
#pragma once

#include "core/maps/map_set.h"

#include <cstdint>
#include <span>

namespace tandem {

/// The class with the largest probability at every voxel, the first of equals. Probabilities: one volume per class, 1
/// to 256, on one grid. Throws Error (InvalidInput) when their number or grids do not fit.
[[nodiscard]] LabelVolume labelFromProbabilities(std::span<const ImageVolume> probabilities);

/// One step of labelFromProbabilities(), for whoever holds one class at a time: takes the class where it is more
/// probable than those before it, whose largest probabilities are given. All three: one value per voxel.
void raiseLabel(std::span<std::uint8_t> label, std::span<float> largest, std::span<const float> probability,
                std::uint8_t index);

/// 1 where the labels, on one grid, differ.
[[nodiscard]] LabelVolume disagreementOf(const LabelVolume& a, const LabelVolume& b);

/// Where a label differs from the reference: 1 missed, 2 invented, 3 another structure; 0 right, or not judged as
/// the reference is unknown there. On one grid.
[[nodiscard]] LabelVolume errorMapOf(const LabelVolume& reference, const LabelVolume& predicted);

/// Adds what follows from the maps, unless it is there: the labels of B and of the mean, where the probabilities of all
/// classes are, and the error of the label where there is a reference.
void addDerived(MapSet& maps, int classes);

}  // namespace tandem
