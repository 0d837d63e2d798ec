// The smooth surface of one class of a label map. A plain value, and the function that makes it.
//
// Thread-safe.
#pragma once

#include "core/maps/map_name.h"
#include "core/volume/volume.h"

#include <QColor>
#include <cstdint>
#include <optional>
#include <vector>

namespace tandem {

struct ClassSurface {
    std::optional<MapName> layer;  ///< with which it is shown and hidden; absent for one that is always shown
    QColor colour;
    double opacity = 1;
    std::vector<float> pointsMm;        ///< x, y, z of each point, LPS
    std::vector<float> normals;         ///< x, y, z of each point's unit normal
    std::vector<std::int32_t> corners;  ///< three points of each triangle
};

/// The surface of the voxels of a value, smoothed with a windowed sinc filter, which does not shrink it. Empty when no
/// voxel has the value.
[[nodiscard]] ClassSurface surfaceOf(const LabelVolume& labels, std::uint8_t value, const QColor& colour);

}  // namespace tandem
