#include "ui/render/reduced_volume.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

namespace tandem {
namespace {

double determinant(const Matrix3& m) {
    return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
           m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
}

float meanOf(const ImageVolume& image, const Index3& low, const Index3& high) {
    double sum = 0;
    for (std::int64_t z = low[2]; z < high[2]; ++z) {
        for (std::int64_t y = low[1]; y < high[1]; ++y) {
            for (std::int64_t x = low[0]; x < high[0]; ++x) {
                sum += static_cast<double>(image.at(x, y, z));
            }
        }
    }
    const std::int64_t count = (high[0] - low[0]) * (high[1] - low[1]) * (high[2] - low[2]);
    return static_cast<float>(sum / static_cast<double>(count));
}

}  // namespace

ImageVolume reducedVolume(const ImageVolume& image, std::int64_t mostPerAxis) {
    const Geometry& from = image.geometry();
    Geometry grid = from;
    Index3 block{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        block[axis] = (from.size[axis] + mostPerAxis - 1) / mostPerAxis;
        grid.size[axis] = (from.size[axis] + block[axis] - 1) / block[axis];
        grid.spacingMm[axis] = from.spacingMm[axis] * static_cast<double>(block[axis]);
    }
    const bool isMirrored = determinant(from.direction) < 0;
    Vector3 first{};  // the centre of the first block, in the image's voxels
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const std::int64_t at = axis == 0 && isMirrored ? grid.size[0] - 1 : 0;
        first[axis] = static_cast<double>(at * block[axis]) + static_cast<double>(block[axis] - 1) / 2;
    }
    grid.originMm = from.positionMm(first);
    for (std::size_t row = 0; isMirrored && row < 3; ++row) {
        grid.direction[row][0] = -grid.direction[row][0];
    }
    std::vector<float> voxels;
    voxels.reserve(static_cast<std::size_t>(grid.voxelCount()));
    for (std::int64_t z = 0; z < grid.size[2]; ++z) {
        for (std::int64_t y = 0; y < grid.size[1]; ++y) {
            for (std::int64_t x = 0; x < grid.size[0]; ++x) {
                const Index3 at{isMirrored ? grid.size[0] - 1 - x : x, y, z};
                Index3 low{};
                Index3 high{};
                for (std::size_t axis = 0; axis < 3; ++axis) {
                    low[axis] = at[axis] * block[axis];
                    high[axis] = std::min(low[axis] + block[axis], from.size[axis]);
                }
                voxels.push_back(meanOf(image, low, high));
            }
        }
    }
    return {grid, std::move(voxels)};
}

}  // namespace tandem
