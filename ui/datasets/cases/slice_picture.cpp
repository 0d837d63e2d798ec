#include "ui/datasets/cases/slice_picture.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace tandem {
namespace {

struct Direction {
    std::size_t axis = 0;
    bool isReversed = false;
};

/// The voxel axis that runs along towards or its opposite.
Direction directionTo(const Geometry& geometry, char towards, char opposite) {
    const std::string letters = geometry.orientation();
    for (std::size_t axis = 0; axis < 3; ++axis) {
        if (letters[axis] == towards || letters[axis] == opposite) {
            return {axis, letters[axis] == opposite};
        }
    }
    return {};
}

/// Maps picture coordinates to voxels.
class PlaneSampler {
public:
    PlaneSampler(const Geometry& geometry, PatientPlane plane, std::int64_t slice)
        : m_axes(PlaneAxes::of(geometry, plane)), m_geometry(geometry), m_slice(slice) {}

    [[nodiscard]] int columns() const { return static_cast<int>(m_geometry.size[m_axes.right]); }
    [[nodiscard]] int rows() const { return static_cast<int>(m_geometry.size[m_axes.down]); }
    [[nodiscard]] double widthMm() const { return columns() * m_geometry.spacingMm[m_axes.right]; }
    [[nodiscard]] double heightMm() const { return rows() * m_geometry.spacingMm[m_axes.down]; }

    template <class T>
    [[nodiscard]] T at(const Volume<T>& volume, int column, int row) const {
        Index3 index{};
        index[m_axes.right] = m_axes.isRightReversed ? columns() - 1 - column : column;
        index[m_axes.down] = m_axes.isDownReversed ? rows() - 1 - row : row;
        index[m_axes.through] = m_slice;
        return volume.at(index[0], index[1], index[2]);
    }

private:
    PlaneAxes m_axes;
    Geometry m_geometry;
    std::int64_t m_slice;
};

QImage greyImage(const ImageVolume& image, const PlaneSampler& sampler, const GreyWindow& window) {
    QImage grey(sampler.columns(), sampler.rows(), QImage::Format_Grayscale8);
    const double scale = 255.0 / (window.high - window.low);
    for (int row = 0; row < sampler.rows(); ++row) {
        uchar* const line = grey.scanLine(row);
        for (int column = 0; column < sampler.columns(); ++column) {
            const double value = (static_cast<double>(sampler.at(image, column, row)) - window.low) * scale;
            line[column] = std::isfinite(value) ? static_cast<uchar>(std::clamp(value, 0.0, 255.0)) : uchar{0};
        }
    }
    return grey;
}

std::map<int, std::vector<QLineF>> outlinesOf(const LabelVolume& label, const PlaneSampler& sampler) {
    std::map<int, std::vector<QLineF>> outlines;
    const auto classAt = [&](int column, int row) {
        const bool isInside = column >= 0 && row >= 0 && column < sampler.columns() && row < sampler.rows();
        return isInside ? static_cast<int>(sampler.at(label, column, row)) : 0;
    };
    const auto addEdge = [&](int one, int other, const QLineF& line) {
        if (one != other) {
            // Where two structures touch, the edge is drawn for the higher class.
            outlines[std::max(one, other)].push_back(line);
        }
    };
    for (int row = 0; row <= sampler.rows(); ++row) {
        for (int column = 0; column <= sampler.columns(); ++column) {
            const int here = classAt(column, row);
            addEdge(here, classAt(column - 1, row), QLineF(column, row, column, row + 1));
            addEdge(here, classAt(column, row - 1), QLineF(column, row, column + 1, row));
        }
    }
    return outlines;
}

}  // namespace

PlaneAxes PlaneAxes::of(const Geometry& geometry, PatientPlane plane) {
    const Direction left = directionTo(geometry, 'L', 'R');
    const Direction back = directionTo(geometry, 'P', 'A');
    const Direction feet = directionTo(geometry, 'I', 'S');
    switch (plane) {
        case PatientPlane::Axial:
            return {left.axis, back.axis, feet.axis, left.isReversed, back.isReversed};
        case PatientPlane::Coronal:
            return {left.axis, feet.axis, back.axis, left.isReversed, feet.isReversed};
        case PatientPlane::Sagittal:
            return {back.axis, feet.axis, left.axis, back.isReversed, feet.isReversed};
    }
    return {};
}

SlicePicture slicePicture(const ImageVolume& image, const LabelVolume& label, PatientPlane plane, std::int64_t slice,
                          const GreyWindow& window) {
    const PlaneSampler sampler(image.geometry(), plane, slice);
    SlicePicture picture{
        .grey = greyImage(image, sampler, window), .widthMm = sampler.widthMm(), .heightMm = sampler.heightMm()};
    if (!label.isEmpty()) {
        picture.outlines = outlinesOf(label, sampler);
    }
    return picture;
}

Index3 telltaleVoxel(const Geometry& geometry, const LabelVolume& label) {
    Index3 voxel{geometry.size[0] / 2, geometry.size[1] / 2, geometry.size[2] / 2};
    if (label.isEmpty()) {
        return voxel;
    }
    std::array<std::vector<std::int64_t>, 3> counts;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        counts[axis].assign(static_cast<std::size_t>(geometry.size[axis]), 0);
    }
    const auto voxels = label.voxels();
    std::size_t offset = 0;
    for (std::size_t z = 0; z < counts[2].size(); ++z) {
        for (std::size_t y = 0; y < counts[1].size(); ++y) {
            for (std::size_t x = 0; x < counts[0].size(); ++x, ++offset) {
                if (voxels[offset] != 0) {
                    ++counts[0][x];
                    ++counts[1][y];
                    ++counts[2][z];
                }
            }
        }
    }
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const auto most = std::ranges::max_element(counts[axis]);
        if (*most > 0) {
            voxel[axis] = most - counts[axis].begin();
        }
    }
    return voxel;
}

}  // namespace tandem
