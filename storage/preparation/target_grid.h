// The grids of a preparation: turned to a canonical axis order, resampled, cropped. Thread-safe.
//
// Invariant: the patient's anatomy stays where it is; only which points of it are voxels changes.
#pragma once

#include "core/volume/box.h"
#include "core/volume/geometry.h"

#include <optional>
#include <string_view>

namespace tandem {

/// The same voxels with the axes permuted and flipped so that orientation() is as wanted ("LPS", "RAS", ...). Axes of
/// an oblique grid count for the patient axis that they run along most.
[[nodiscard]] Geometry reoriented(const Geometry& geometry, std::string_view orientation);

/// The grid with the given spacing that shares its centre with the old one and covers it. Spacing 0, or within 0.01 %
/// of the old, leaves an axis as it is.
[[nodiscard]] Geometry resampled(const Geometry& geometry, const Vector3& spacingMm);

/// The smallest box with all voxels whose centres lie between two corners, LPS positions in mm; of an oblique grid,
/// with the corners themselves. Nothing where there are none.
[[nodiscard]] std::optional<Box> boxBetween(const Geometry& geometry, const Vector3& fromMm, const Vector3& toMm);

/// The voxels of the box.
[[nodiscard]] Geometry cropped(const Geometry& geometry, const Box& box);

}  // namespace tandem
