#include "core/engine/prediction/reliability_maps.h"

#include "core/base/error.h"
#include "core/engine/loss/reliability.h"
#include "core/engine/prediction/map_volume.h"

#include <torch/types.h>

#include <algorithm>
#include <functional>

namespace tandem {
namespace {

Index3 sizeOf(const at::Tensor& channels) {
    return {channels.size(1), channels.size(2), channels.size(3)};
}

/// Calls part(first, length) for slabs along the first axis.
void forSlabs(const Index3& size, std::int64_t slabVoxels, const std::stop_token& stop,
              const std::function<void(std::int64_t first, std::int64_t length)>& part) {
    const std::int64_t thickness = std::max<std::int64_t>(1, slabVoxels / (size[1] * size[2]));
    for (std::int64_t first = 0; first < size[0]; first += thickness) {
        throwIfStopped(stop);
        part(first, std::min(thickness, size[0] - first));
    }
}

/// Slab of (N,X,Y,Z) as a batch of one, (1,N,x,Y,Z).
at::Tensor slabOf(const at::Tensor& channels, std::int64_t first, std::int64_t length) {
    return channels.narrow(1, first, length).unsqueeze(0);
}

/// One map per class or channel, filled slab by slab.
class ChannelMaps {
public:
    ChannelMaps(std::int64_t channels, const Index3& size) {
        for (std::int64_t channel = 0; channel < channels; ++channel) {
            m_maps.push_back(emptyMap<float>(size));
        }
    }

    /// values: (1,N,x,Y,Z)
    void set(std::int64_t first, std::int64_t length, const at::Tensor& values) {
        for (std::size_t channel = 0; channel < m_maps.size(); ++channel) {
            m_maps[channel].narrow(0, first, length).copy_(values[0][static_cast<std::int64_t>(channel)]);
        }
    }

    [[nodiscard]] std::vector<ImageVolume> volumes(const Geometry& geometry) const {
        std::vector<ImageVolume> result;
        for (const at::Tensor& map : m_maps) {
            result.push_back(volumeOf<float>(map, geometry));
        }
        return result;
    }

private:
    std::vector<at::Tensor> m_maps;
};

struct SubnetworkMaps {
    at::Tensor uncertainty;  ///< (X,Y,Z)
    std::vector<ImageVolume> similarity;
    at::Tensor reliability;
};

SubnetworkMaps subnetworkMaps(const at::Tensor& probability, const at::Tensor& features, const Geometry& geometry,
                              const std::stop_token& stop, std::int64_t slabVoxels) {
    const Index3 size = sizeOf(probability);
    const auto classes = static_cast<int>(probability.size(0));
    PrototypeSums sums;
    forSlabs(size, slabVoxels, stop, [&](std::int64_t first, std::int64_t length) {
        const at::Tensor labels = slabOf(probability, first, length).argmax(1);
        PrototypeSums part = prototypeSums(labels, classes, slabOf(features, first, length));
        part.features = part.features.to(torch::kDouble);  // many slabs are added
        part.voxels = part.voxels.to(torch::kDouble);
        if (sums.features.defined()) {
            sums.add(part);
        } else {
            sums = part;
        }
    });
    const at::Tensor means = prototypes(sums).to(torch::kFloat);
    SubnetworkMaps maps{.uncertainty = emptyMap<float>(size), .reliability = emptyMap<float>(size)};
    ChannelMaps similarities(classes, size);
    forSlabs(size, slabVoxels, stop, [&](std::int64_t first, std::int64_t length) {
        const at::Tensor p = slabOf(probability, first, length);
        const at::Tensor s = similarityTo(means, slabOf(features, first, length));
        similarities.set(first, length, s);
        maps.uncertainty.narrow(0, first, length).copy_(entropy(p)[0]);
        maps.reliability.narrow(0, first, length).copy_(reliability(s, p)[0]);
    });
    maps.similarity = similarities.volumes(geometry);
    return maps;
}

/// 1 where A is the more certain and would teach B, 2 the other way round, 0 where neither is.
at::Tensor selectionOf(const at::Tensor& uncertaintyA, const at::Tensor& uncertaintyB, const Index3& size) {
    at::Tensor selection = emptyMap<std::uint8_t>(size);
    selection.copy_(uncertaintyB > uncertaintyA);
    selection.add_((uncertaintyA > uncertaintyB).to(torch::kUInt8), 2);
    return selection;
}

/// argmax over the classes, the first of equals: for two classes the structure where p > 0.5.
at::Tensor labelOf(const at::Tensor& probability, const std::stop_token& stop, std::int64_t slabVoxels) {
    const Index3 size = sizeOf(probability);
    at::Tensor label = emptyMap<std::uint8_t>(size);
    forSlabs(size, slabVoxels, stop, [&](std::int64_t first, std::int64_t length) {
        label.narrow(0, first, length).copy_(slabOf(probability, first, length).argmax(1)[0]);
    });
    return label;
}

void addProbabilities(PredictedMaps& maps, Decoder decoder, const at::Tensor& probability, const Geometry& geometry) {
    ChannelMaps ofClasses(probability.size(0), sizeOf(probability));
    ofClasses.set(0, probability.size(1), probability.unsqueeze(0));
    maps.setClasses(MapKind::Probability, decoder, ofClasses.volumes(geometry));
}

/// Returns the uncertainty. features: released when they have served.
at::Tensor addSubnetwork(PredictedMaps& maps, Decoder decoder, const at::Tensor& probability, at::Tensor& features,
                         const Geometry& geometry, const std::stop_token& stop, std::int64_t slabVoxels) {
    const SubnetworkMaps made = subnetworkMaps(probability, features, geometry, stop, slabVoxels);
    features.reset();
    maps.set({MapKind::Uncertainty, decoder}, volumeOf<float>(made.uncertainty, geometry));
    maps.setClasses(MapKind::Similarity, decoder, made.similarity);
    maps.set({MapKind::Reliability, decoder}, volumeOf<float>(made.reliability, geometry));
    return made.uncertainty;
}

void addReliability(PredictedMaps& maps, WindowAverages& averages, const Geometry& geometry,
                    const std::stop_token& stop, std::int64_t slabVoxels) {
    const at::Tensor a =
        addSubnetwork(maps, Decoder::A, averages.probabilityA, averages.featuresA, geometry, stop, slabVoxels);
    const at::Tensor b =
        addSubnetwork(maps, Decoder::B, averages.probabilityB, averages.featuresB, geometry, stop, slabVoxels);
    maps.set(kSelectionMap, volumeOf<std::uint8_t>(selectionOf(a, b, sizeOf(averages.probabilityA)), geometry));
}

}  // namespace

PredictedMaps mapsOf(WindowAverages averages, const Geometry& geometry, const std::stop_token& stop,
                     std::int64_t slabVoxels) {
    const torch::InferenceMode inference;
    PredictedMaps maps;
    const at::Tensor labelA = labelOf(averages.probabilityA, stop, slabVoxels);
    maps.set(kLabelMap, volumeOf<std::uint8_t>(labelA, geometry));
    if (!averages.probabilityB.defined()) {
        addProbabilities(maps, Decoder::A, averages.probabilityA, geometry);
        return maps;
    }
    if (averages.featuresB.defined()) {
        addReliability(maps, averages, geometry, stop, slabVoxels);
        at::Tensor disagreement = emptyMap<std::uint8_t>(geometry.size);
        disagreement.copy_(labelA != labelOf(averages.probabilityB, stop, slabVoxels));
        maps.set(kDisagreementMap, volumeOf<std::uint8_t>(disagreement, geometry));
    }
    addProbabilities(maps, Decoder::A, averages.probabilityA, geometry);
    addProbabilities(maps, Decoder::B, averages.probabilityB, geometry);
    averages.probabilityA.add_(averages.probabilityB).mul_(0.5);
    averages.probabilityB.reset();
    addProbabilities(maps, Decoder::Mean, averages.probabilityA, geometry);
    return maps;
}

}  // namespace tandem
