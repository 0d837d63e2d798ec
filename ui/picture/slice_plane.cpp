#include "ui/picture/slice_plane.h"

#include "ui/picture/orientation_letters.h"

#include <string>

namespace tandem {
namespace {

/// The axis that runs mainly along a patient axis, and whether it runs against the direction that is asked for.
std::size_t axisAlong(const std::string& orientation, char wanted, char opposite, bool& isReversed) {
    const std::size_t found = orientation.find_first_of(std::string{wanted, opposite});
    isReversed = orientation[found] == opposite;
    return found;
}

}  // namespace

SlicePlane SlicePlane::of(const Geometry& geometry, Plane plane) {
    const std::string orientation = geometry.orientation();
    SlicePlane result{.plane = plane, .geometry = geometry};
    if (plane == Plane::Sagittal) {
        result.right = axisAlong(orientation, 'P', 'A', result.isRightReversed);
    } else {
        result.right = axisAlong(orientation, 'L', 'R', result.isRightReversed);
    }
    if (plane == Plane::Axial) {
        result.down = axisAlong(orientation, 'P', 'A', result.isDownReversed);
    } else {
        result.down = axisAlong(orientation, 'I', 'S', result.isDownReversed);
    }
    result.through = 3 - result.right - result.down;
    return result;
}

Index3 SlicePlane::voxelAt(std::int64_t column, std::int64_t row, std::int64_t slice) const {
    Index3 voxel{};
    voxel[right] = isRightReversed ? columns() - 1 - column : column;
    voxel[down] = isDownReversed ? rows() - 1 - row : row;
    voxel[through] = slice;
    return voxel;
}

std::int64_t SlicePlane::columnOf(const Index3& voxel) const {
    return isRightReversed ? columns() - 1 - voxel[right] : voxel[right];
}

std::int64_t SlicePlane::rowOf(const Index3& voxel) const {
    return isDownReversed ? rows() - 1 - voxel[down] : voxel[down];
}

bool SlicePlane::isThroughReversed() const {
    const std::string orientation = geometry.orientation();
    return std::string("RAI").find(orientation[through]) != std::string::npos;
}

double SlicePlane::positionMm(std::int64_t slice) const {
    Vector3 index{};
    index[through] = static_cast<double>(slice);
    const Vector3 place = geometry.positionMm(index);
    double along = 0;
    for (std::size_t patientAxis = 0; patientAxis < 3; ++patientAxis) {
        along += place[patientAxis] * geometry.direction[patientAxis][through];
    }
    return isThroughReversed() ? -along : along;
}

QString SlicePlane::lettersThrough() const {
    return lettersAlong(geometry, through, isThroughReversed());
}

QString SlicePlane::lettersRight() const {
    return lettersAlong(geometry, right, isRightReversed);
}

QString SlicePlane::lettersLeft() const {
    return lettersAlong(geometry, right, !isRightReversed);
}

QString SlicePlane::lettersDown() const {
    return lettersAlong(geometry, down, isDownReversed);
}

QString SlicePlane::lettersUp() const {
    return lettersAlong(geometry, down, !isDownReversed);
}

}  // namespace tandem
