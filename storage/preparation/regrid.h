// Brings a volume onto another grid: exactly where the voxels coincide, by interpolation elsewhere. Thread-safe.
//
// Invariant: the result's geometry is the target.
#pragma once

#include "core/settings/preparation_settings.h"
#include "core/volume/volume.h"

#include <optional>
#include <stop_token>

namespace tandem {

/// outside: the value of voxels outside the source's field of view, which reaches half a voxel beyond the outer voxel
/// centres; nothing for the value of the nearest voxel inside. Interpolation plays no part where the voxels coincide.
/// Throws Error (OutOfMemory, Cancelled, Internal).
[[nodiscard]] ImageVolume ontoGrid(const ImageVolume& source, const Geometry& target, Interpolation interpolation,
                                   std::optional<float> outside, const std::stop_token& stop);

/// Takes the nearest voxel, outside the field of view too. Otherwise the same.
[[nodiscard]] LabelVolume ontoGrid(const LabelVolume& source, const Geometry& target, const std::stop_token& stop);

}  // namespace tandem
