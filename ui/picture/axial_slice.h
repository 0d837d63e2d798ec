// One slice of a volume as it is seen from the feet: the patient's left on the right, the front at the top.
//
// Plain values, thread-safe. Invariant: every axis of the volume is exactly one of right, down and through.
#pragma once

#include "core/volume/volume.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace tandem {

/// How the axes of a grid lie in the picture, for the orientation nearest to the patient's axes.
struct AxialPlane {
    std::size_t right = 0;    ///< the voxel axis along the picture's width
    std::size_t down = 1;     ///< along its height
    std::size_t through = 2;  ///< from slice to slice
    bool isRightReversed = false;
    bool isDownReversed = false;

    [[nodiscard]] static AxialPlane of(const Geometry& geometry);
};

/// Reads a slice by its columns (to the right) and rows (downwards).
template <class T>
class AxialSlice {
public:
    /// Shares the volume's voxels. slice: along AxialPlane::through, inside of the volume.
    AxialSlice(const Volume<T>& volume, std::int64_t slice)
        : m_volume(volume), m_plane(AxialPlane::of(volume.geometry())), m_slice(slice) {}

    [[nodiscard]] std::int64_t columns() const { return m_volume.geometry().size[m_plane.right]; }
    [[nodiscard]] std::int64_t rows() const { return m_volume.geometry().size[m_plane.down]; }
    [[nodiscard]] double widthMm() const {
        return static_cast<double>(columns()) * m_volume.geometry().spacingMm[m_plane.right];
    }
    [[nodiscard]] double heightMm() const {
        return static_cast<double>(rows()) * m_volume.geometry().spacingMm[m_plane.down];
    }

    [[nodiscard]] T at(std::int64_t column, std::int64_t row) const {
        Index3 index{};
        index[m_plane.right] = m_plane.isRightReversed ? columns() - 1 - column : column;
        index[m_plane.down] = m_plane.isDownReversed ? rows() - 1 - row : row;
        index[m_plane.through] = m_slice;
        return m_volume.at(index[0], index[1], index[2]);
    }

    /// The nearest voxel's value at continuous column and row, where voxel centres are whole numbers.
    [[nodiscard]] T nearest(double column, double row) const {
        return at(std::clamp<std::int64_t>(std::llround(column), 0, columns() - 1),
                  std::clamp<std::int64_t>(std::llround(row), 0, rows() - 1));
    }

    /// The bilinear mean of valueOf(voxel) over the four voxels around; beyond the border its nearest voxel counts.
    template <class ValueOf>
    [[nodiscard]] double interpolated(double column, double row, const ValueOf& valueOf) const {
        const double x = std::clamp(column, 0.0, static_cast<double>(columns() - 1));
        const double y = std::clamp(row, 0.0, static_cast<double>(rows() - 1));
        const auto left = static_cast<std::int64_t>(x);
        const auto top = static_cast<std::int64_t>(y);
        const std::int64_t right = std::min(left + 1, columns() - 1);
        const std::int64_t bottom = std::min(top + 1, rows() - 1);
        const double s = x - static_cast<double>(left);
        const double t = y - static_cast<double>(top);
        return (1 - t) * ((1 - s) * valueOf(at(left, top)) + s * valueOf(at(right, top))) +
               t * ((1 - s) * valueOf(at(left, bottom)) + s * valueOf(at(right, bottom)));
    }

private:
    Volume<T> m_volume;
    AxialPlane m_plane;
    std::int64_t m_slice;
};

/// The brightness range in which a slice is shown.
struct GreyWindow {
    double low = 0;
    double high = 1;
};

/// The 1st and the 99th percentile of the slice's finite values; low < high also for a slice of one value.
[[nodiscard]] GreyWindow greyWindowOf(const AxialSlice<float>& slice);

}  // namespace tandem
