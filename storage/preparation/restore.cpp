#include "storage/preparation/restore.h"

#include "core/base/error.h"
#include "core/volume/box.h"
#include "storage/preparation/regrid.h"
#include "storage/preparation/target_grid.h"

#include <algorithm>
#include <cstdint>

namespace tandem {
namespace {

/// The volume on the header's grid exactly, from which it may differ by rounding.
ImageVolume onHeaderGrid(const ImageVolume& volume, const PreparedHeader& header) {
    if (const auto difference = differenceOf(header.geometry, volume.geometry())) {
        throw Error(ErrorCode::InvalidInput,
                    "The result cannot be brought back to the image's grid, as it does not lie on the prepared grid: "
                    "their " +
                        *difference + ".");
    }
    return {header.geometry, volume.share()};
}

}  // namespace

std::vector<Geometry> slabsOf(const Geometry& geometry, std::int64_t mostVoxels) {
    const std::int64_t thickness = std::max<std::int64_t>(1, mostVoxels / (geometry.size[0] * geometry.size[1]));
    std::vector<Geometry> slabs;
    for (std::int64_t first = 0; first < geometry.size[2]; first += thickness) {
        slabs.push_back(cropped(
            geometry, {.first = {0, 0, first},
                       .size = {geometry.size[0], geometry.size[1], std::min(thickness, geometry.size[2] - first)}}));
    }
    return slabs;
}

ImageVolume restoreMap(const ImageVolume& onPreparedGrid, const PreparedHeader& header, const Geometry& slab,
                       float outside, const std::stop_token& stop) {
    return ontoGrid(onHeaderGrid(onPreparedGrid, header), slab, Interpolation::Linear, outside, stop);
}

std::vector<ImageVolume> restoreProbabilities(std::span<const ImageVolume> onPreparedGrid, const PreparedHeader& header,
                                              const Geometry& slab, const std::stop_token& stop) {
    std::vector<ImageVolume> restored;
    for (const ImageVolume& probability : onPreparedGrid) {
        restored.push_back(restoreMap(probability, header, slab, restored.empty() ? 1.0F : 0.0F, stop));
    }
    return restored;
}

}  // namespace tandem
