#include "ui/render/slice_tool.h"

namespace tandem {

Vector3 SliceCanvas::voxelAt(const QPointF& position) const {
    const auto columns = static_cast<double>(plane.columns());
    const auto rows = static_cast<double>(plane.rows());
    const double column = (position.x() - picture.left()) / picture.width() * columns - 0.5;
    const double row = (position.y() - picture.top()) / picture.height() * rows - 0.5;
    Vector3 voxel{};
    voxel[plane.right] = plane.isRightReversed ? columns - 1 - column : column;
    voxel[plane.down] = plane.isDownReversed ? rows - 1 - row : row;
    voxel[plane.through] = static_cast<double>(slice);
    return voxel;
}

QPointF SliceCanvas::pixelsAt(const Vector3& voxel) const {
    const auto columns = static_cast<double>(plane.columns());
    const auto rows = static_cast<double>(plane.rows());
    return {(plane.isRightReversed ? columns - 1 - voxel[plane.right] : voxel[plane.right]) + 0.5,
            (plane.isDownReversed ? rows - 1 - voxel[plane.down] : voxel[plane.down]) + 0.5};
}

QPointF SliceCanvas::positionOf(const Vector3& voxel) const {
    const QPointF pixels = pixelsAt(voxel);
    return {picture.left() + pixels.x() * picture.width() / static_cast<double>(plane.columns()),
            picture.top() + pixels.y() * picture.height() / static_cast<double>(plane.rows())};
}

}  // namespace tandem
