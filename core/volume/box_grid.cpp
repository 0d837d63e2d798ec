#include "core/volume/box_grid.h"

#include <algorithm>
#include <cmath>

namespace tandem {

BoxGrid::BoxGrid(const Geometry& geometry, double extentMm) : m_size(geometry.size), m_boxes{1, 1, 1} {
    for (std::size_t axis = 0; axis < 3 && extentMm > 0; ++axis) {
        const auto voxels = static_cast<double>(m_size[axis]);
        const double boxes = std::round(voxels * geometry.spacingMm[axis] / extentMm);
        m_boxes[axis] = static_cast<std::int64_t>(std::clamp(boxes, 1.0, voxels));
    }
}

Box BoxGrid::box(std::int64_t number) const noexcept {
    const Index3 places{number % m_boxes[0], number / m_boxes[0] % m_boxes[1], number / (m_boxes[0] * m_boxes[1])};
    Box box;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        box.first[axis] = firstOf(axis, places[axis]);
        box.size[axis] = firstOf(axis, places[axis] + 1) - box.first[axis];
    }
    return box;
}

std::int64_t BoxGrid::numberAt(const Index3& voxel) const noexcept {
    return placeOf(0, voxel[0]) + m_boxes[0] * (placeOf(1, voxel[1]) + m_boxes[1] * placeOf(2, voxel[2]));
}

}  // namespace tandem
