// How a grid's own axes lie in a picture of one of the three planes, also of an oblique grid.
//
// A plain value. Invariant: every axis of the grid is exactly one of right, down and through. Axial pictures are seen
// from the feet, coronal ones from the front (the patient's left is on the right of both), sagittal ones from the
// patient's left (the front is on the left).
#pragma once

#include "core/volume/geometry.h"

#include <QPointF>
#include <QString>
#include <cstddef>
#include <cstdint>

namespace tandem {

enum class Plane { Axial, Coronal, Sagittal };

struct SlicePlane {
    Plane plane = Plane::Axial;
    Geometry geometry;
    std::size_t right = 0;
    std::size_t down = 1;
    std::size_t through = 2;
    bool isRightReversed = false;
    bool isDownReversed = false;

    [[nodiscard]] static SlicePlane of(const Geometry& geometry, Plane plane);

    [[nodiscard]] std::int64_t columns() const { return geometry.size[right]; }
    [[nodiscard]] std::int64_t rows() const { return geometry.size[down]; }
    [[nodiscard]] std::int64_t slices() const { return geometry.size[through]; }
    [[nodiscard]] double pixelWidthMm() const { return geometry.spacingMm[right]; }
    [[nodiscard]] double pixelHeightMm() const { return geometry.spacingMm[down]; }
    [[nodiscard]] double widthMm() const { return static_cast<double>(columns()) * pixelWidthMm(); }
    [[nodiscard]] double heightMm() const { return static_cast<double>(rows()) * pixelHeightMm(); }

    [[nodiscard]] Index3 voxelAt(std::int64_t column, std::int64_t row, std::int64_t slice) const;
    [[nodiscard]] std::int64_t columnOf(const Index3& voxel) const;
    [[nodiscard]] std::int64_t rowOf(const Index3& voxel) const;

    /// Where the picture's sides look to, e.g. "L", or "LA" on an oblique grid: the patient's directions in which they
    /// mainly point, the strongest first.
    [[nodiscard]] QString lettersRight() const;
    [[nodiscard]] QString lettersLeft() const;
    [[nodiscard]] QString lettersDown() const;
    [[nodiscard]] QString lettersUp() const;

    /// Where a slice lies along its own normal, from the origin of LPS: along the patient's axis to the left, back or
    /// head (as lettersThrough() says) where the grid is not oblique.
    [[nodiscard]] double positionMm(std::int64_t slice) const;
    [[nodiscard]] QString lettersThrough() const;

private:
    [[nodiscard]] bool isThroughReversed() const;
};

}  // namespace tandem
