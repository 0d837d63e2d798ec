// The smooth surface of one class of a label map, as it is shown. A plain value, and the function that makes it.
//
// Thread-safe.
#pragma once

#include "core/maps/map_name.h"
#include "storage/mesh/surface_mesh.h"

#include <QColor>
#include <optional>
#include <vector>

namespace tandem {

struct ClassSurface {
    std::optional<MapName> layer;  ///< with which it is shown and hidden; absent for one that is always shown
    QColor colour;
    double opacity = 1;
    SurfaceMesh mesh;
    std::vector<std::array<float, 3>> normals;  ///< of each point, outwards, of length 1
};

/// The surface of the voxels of a value; see surfaceMeshOf(). Empty when no voxel has the value. Throws Error
/// (Cancelled).
[[nodiscard]] ClassSurface surfaceOf(const LabelVolume& labels, std::uint8_t value, const QColor& colour,
                                     const std::stop_token& stop = {});

}  // namespace tandem
