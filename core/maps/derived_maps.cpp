#include "core/maps/derived_maps.h"

#include "core/base/error.h"
#include "core/volume/unknown_class.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace tandem {
namespace {

/// Of two label maps on one grid, voxel by voxel.
LabelVolume compared(const LabelVolume& one, const LabelVolume& other, auto verdict) {
    std::vector<std::uint8_t> voxels(one.voxels().size());
    std::ranges::transform(one.voxels(), other.voxels(), voxels.begin(), verdict);
    return {one.geometry(), std::move(voxels)};
}

}  // namespace

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

LabelVolume disagreementOf(const LabelVolume& a, const LabelVolume& b) {
    return compared(
        a, b, [](std::uint8_t one, std::uint8_t other) { return static_cast<std::uint8_t>(one != other ? 1 : 0); });
}

LabelVolume errorMapOf(const LabelVolume& reference, const LabelVolume& predicted) {
    return compared(reference, predicted, [](std::uint8_t right, std::uint8_t given) {
        const bool isRight = right == given || right == kUnknownClass;
        return static_cast<std::uint8_t>(isRight ? 0 : given == 0 ? 1 : right == 0 ? 2 : 3);
    });
}

void addDerived(MapSet& maps, int classes) {
    for (const Decoder decoder : {Decoder::B, Decoder::Mean}) {
        const MapName label{MapKind::Label, decoder};
        const std::vector<ImageVolume> probabilities = maps.classes(MapKind::Probability, decoder);
        if (!maps.contains(label) && static_cast<int>(probabilities.size()) == classes) {
            maps.set(label, labelFromProbabilities(probabilities));
        }
    }
    if (maps.contains(kReferenceMap) && maps.contains(kLabelMap) && !maps.contains(kErrorMap)) {
        maps.set(kErrorMap, errorMapOf(maps.label(kReferenceMap), maps.label(kLabelMap)));
    }
}

}  // namespace tandem
