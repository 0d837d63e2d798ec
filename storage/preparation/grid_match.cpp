#include "storage/preparation/grid_match.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace tandem {
namespace {

Vector3 cross(const Vector3& a, const Vector3& b) {
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

double dot(const Vector3& a, const Vector3& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/// The step in mm from one voxel to the next along an axis.
Vector3 axisStep(const Geometry& geometry, std::size_t axis) {
    Vector3 step{};
    for (std::size_t row = 0; row < 3; ++row) {
        step[row] = geometry.direction[row][axis] * geometry.spacingMm[axis];
    }
    return step;
}

/// Rows that turn an offset in mm into one in voxels. The true inverse: directions read from files are at right angles
/// only to a few digits, which the transpose would multiply by the size of the grid.
Matrix3 indexFromMm(const Geometry& geometry) {
    const std::array<Vector3, 3> steps{axisStep(geometry, 0), axisStep(geometry, 1), axisStep(geometry, 2)};
    const double volume = dot(steps[0], cross(steps[1], steps[2]));
    Matrix3 inverse{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        inverse[axis] = cross(steps[(axis + 1) % 3], steps[(axis + 2) % 3]);
        for (double& value : inverse[axis]) {
            value /= volume;
        }
    }
    return inverse;
}

/// The target indices along one axis that fall into the source: first, and one past the last.
struct Range {
    std::int64_t begin = 0;
    std::int64_t end = 0;
};

Range rangeWithin(std::int64_t sourceSize, std::int64_t start, std::int64_t step, std::int64_t targetSize) {
    const std::int64_t begin = step > 0 ? -start : start - sourceSize + 1;
    const std::int64_t end = step > 0 ? sourceSize - start : start + 1;
    return {std::clamp<std::int64_t>(begin, 0, targetSize), std::clamp<std::int64_t>(end, 0, targetSize)};
}

}  // namespace

std::optional<GridMatch> matchGrids(const Geometry& target, const Geometry& source) {
    constexpr double kTolerance = 1e-3;  // voxels
    const Matrix3 toIndex = indexFromMm(source);
    const Vector3 offset{target.originMm[0] - source.originMm[0], target.originMm[1] - source.originMm[1],
                         target.originMm[2] - source.originMm[2]};
    GridMatch match;
    std::array<bool, 3> isTaken{};
    Vector3 error{};  // by axis of the source, at the farthest corner
    for (std::size_t a = 0; a < 3; ++a) {
        const Vector3 step = axisStep(target, a);
        Vector3 inSource{dot(toIndex[0], step), dot(toIndex[1], step), dot(toIndex[2], step)};
        const auto main = std::ranges::max_element(inSource, {}, [](double value) { return std::abs(value); });
        match.sourceAxis[a] = static_cast<std::size_t>(main - inSource.begin());
        match.step[a] = *main > 0 ? 1 : -1;
        *main -= static_cast<double>(match.step[a]);
        if (isTaken[match.sourceAxis[a]]) {
            return std::nullopt;
        }
        isTaken[match.sourceAxis[a]] = true;
        for (std::size_t s = 0; s < 3; ++s) {
            error[s] += std::abs(inSource[s]) * static_cast<double>(target.size[a] - 1);
        }
    }
    for (std::size_t s = 0; s < 3; ++s) {
        constexpr double kFarthest = 1e9;  // voxels; safe to turn into a whole number
        const double start = dot(toIndex[s], offset);
        error[s] += std::abs(start - std::round(start));
        if (!(error[s] <= kTolerance) || !(std::abs(start) < kFarthest)) {
            return std::nullopt;
        }
        match.start[s] = std::llround(start);
    }
    return match;
}

bool staysWithin(const GridMatch& match, const Index3& targetSize, const Index3& sourceSize) noexcept {
    for (std::size_t a = 0; a < 3; ++a) {
        const std::size_t s = match.sourceAxis[a];
        const Range range = rangeWithin(sourceSize[s], match.start[s], match.step[a], targetSize[a]);
        if (range.begin != 0 || range.end != targetSize[a]) {
            return false;
        }
    }
    return true;
}

template <class T>
Volume<T> gather(const Volume<T>& source, const Geometry& target, const GridMatch& match, T outside) {
    const Index3& size = source.geometry().size;
    const Index3 sourceStride{1, size[0], size[0] * size[1]};
    std::array<Range, 3> range{};
    Index3 stride{};
    std::int64_t first = 0;
    for (std::size_t a = 0; a < 3; ++a) {
        const std::size_t s = match.sourceAxis[a];
        range[a] = rangeWithin(size[s], match.start[s], match.step[a], target.size[a]);
        stride[a] = match.step[a] * sourceStride[s];
        first += match.start[s] * sourceStride[s];
    }
    std::vector<T> voxels(static_cast<std::size_t>(target.voxelCount()), outside);
    const auto from = source.voxels();
    for (std::int64_t z = range[2].begin; z < range[2].end; ++z) {
        for (std::int64_t y = range[1].begin; y < range[1].end; ++y) {
            const std::int64_t row = target.size[0] * (y + target.size[1] * z);
            const std::int64_t sourceRow = first + y * stride[1] + z * stride[2];
            for (std::int64_t x = range[0].begin; x < range[0].end; ++x) {
                voxels[static_cast<std::size_t>(row + x)] = from[static_cast<std::size_t>(sourceRow + x * stride[0])];
            }
        }
    }
    return {target, std::move(voxels)};
}

template ImageVolume gather(const ImageVolume&, const Geometry&, const GridMatch&, float);
template LabelVolume gather(const LabelVolume&, const Geometry&, const GridMatch&, std::uint8_t);

}  // namespace tandem
