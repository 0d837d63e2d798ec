#include "ui/picture/largest_slice.h"

#include "core/base/error.h"
#include "core/volume/unknown_class.h"
#include "ui/picture/slice_plane.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace tandem {

Index3 largestSlices(const LabelVolume& label) {
    if (label.isEmpty()) {
        throw Error(ErrorCode::InvalidInput, "An empty label map has no largest slice.");
    }
    const Index3& size = label.geometry().size;
    std::array<std::vector<std::int64_t>, 3> counts;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        counts[axis].assign(static_cast<std::size_t>(size[axis]), 0);
    }
    const auto voxels = label.voxels();
    std::size_t offset = 0;
    for (std::size_t z = 0; z < counts[2].size(); ++z) {
        for (std::size_t y = 0; y < counts[1].size(); ++y) {
            for (std::size_t x = 0; x < counts[0].size(); ++x, ++offset) {
                if (voxels[offset] != 0 && voxels[offset] != kUnknownClass) {
                    ++counts[0][x];
                    ++counts[1][y];
                    ++counts[2][z];
                }
            }
        }
    }
    Index3 found{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const auto most = std::ranges::max_element(counts[axis]);
        found[axis] = *most > 0 ? most - counts[axis].begin() : size[axis] / 2;
    }
    return found;
}

std::int64_t largestSlice(const LabelVolume& label) {
    return largestSlices(label)[SlicePlane::of(label.geometry(), Plane::Axial).through];
}

}  // namespace tandem
