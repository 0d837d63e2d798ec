// Small label maps for the tests of metrics.
#pragma once

#include "core/volume/volume.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace tandem {

[[nodiscard]] inline Geometry gridOf(const Index3& size, const Vector3& spacingMm = {1, 1, 1}) {
    Geometry geometry;
    geometry.size = size;
    geometry.spacingMm = spacingMm;
    return geometry;
}

/// Background, and the given value in the box of voxels first..last, both ends included.
[[nodiscard]] inline LabelVolume boxLabel(const Geometry& geometry, const Index3& first, const Index3& last,
                                          std::uint8_t value = 1) {
    std::vector<std::uint8_t> voxels(static_cast<std::size_t>(geometry.voxelCount()));
    for (std::int64_t z = first[2]; z <= last[2]; ++z) {
        for (std::int64_t y = first[1]; y <= last[1]; ++y) {
            for (std::int64_t x = first[0]; x <= last[0]; ++x) {
                voxels[static_cast<std::size_t>(x + geometry.size[0] * (y + geometry.size[1] * z))] = value;
            }
        }
    }
    return {geometry, std::move(voxels)};
}

/// Voxels in a row along the first axis, 1 mm apart.
[[nodiscard]] inline LabelVolume rowOf(std::vector<std::uint8_t> voxels) {
    const Geometry geometry = gridOf({static_cast<std::int64_t>(voxels.size()), 1, 1});
    return {geometry, std::move(voxels)};
}

[[nodiscard]] inline ImageVolume rowOf(std::vector<float> voxels) {
    const Geometry geometry = gridOf({static_cast<std::int64_t>(voxels.size()), 1, 1});
    return {geometry, std::move(voxels)};
}

[[nodiscard]] inline LabelVolume emptyLabel(const Geometry& geometry) {
    return {geometry, std::vector<std::uint8_t>(static_cast<std::size_t>(geometry.voxelCount()))};
}

}  // namespace tandem
