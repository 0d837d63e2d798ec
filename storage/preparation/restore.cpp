#include "storage/preparation/restore.h"

#include "core/base/error.h"
#include "core/volume/box.h"
#include "storage/preparation/regrid.h"
#include "storage/preparation/target_grid.h"

#include <algorithm>
#include <cstdint>
#include <string>

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

LabelVolume labelFromProbabilities(std::span<const ImageVolume> probabilities) {
    constexpr std::size_t kMostClasses = 256;
    if (probabilities.empty() || probabilities.size() > kMostClasses) {
        throw Error(ErrorCode::InvalidInput, "A label map needs the probabilities of 1 to 256 classes; there are " +
                                                 std::to_string(probabilities.size()) + ".");
    }
    const Geometry& geometry = probabilities.front().geometry();
    const auto background = probabilities.front().voxels();
    std::vector<float> largest(background.begin(), background.end());
    std::vector<std::uint8_t> label(largest.size());
    for (std::size_t c = 1; c < probabilities.size(); ++c) {
        if (const auto difference = differenceOf(geometry, probabilities[c].geometry())) {
            throw Error(ErrorCode::InvalidInput, "The probabilities of class " + std::to_string(c) +
                                                     " do not lie on the background's grid: their " + *difference +
                                                     ".");
        }
        raiseLabel(label, largest, probabilities[c].voxels(), static_cast<std::uint8_t>(c));
    }
    return {geometry, std::move(label)};
}

void raiseLabel(std::span<std::uint8_t> label, std::span<float> largest, std::span<const float> probability,
                std::uint8_t index) {
    for (std::size_t i = 0; i < label.size(); ++i) {
        if (probability[i] > largest[i]) {
            largest[i] = probability[i];
            label[i] = index;
        }
    }
}

}  // namespace tandem
