// The values of one slice of a volume, as they lie in the picture of a plane.
//
// A plain value, thread-safe.
#pragma once

#include "core/volume/volume.h"
#include "ui/picture/slice_plane.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace tandem {

/// Reads a slice by its columns (to the right) and rows (downwards).
template <class T>
class VolumeSlice {
public:
    /// Shares the volume's voxels. plane: of the volume's grid; slice: inside of the volume.
    VolumeSlice(const Volume<T>& volume, SlicePlane plane, std::int64_t slice)
        : m_volume(volume), m_plane(std::move(plane)), m_slice(slice) {}

    [[nodiscard]] std::int64_t columns() const { return m_plane.columns(); }
    [[nodiscard]] std::int64_t rows() const { return m_plane.rows(); }

    [[nodiscard]] T at(std::int64_t column, std::int64_t row) const {
        const Index3 index = m_plane.voxelAt(column, row, m_slice);
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
    SlicePlane m_plane;
    std::int64_t m_slice;
};

}  // namespace tandem
