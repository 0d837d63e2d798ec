#include "storage/prediction/prediction_slabs.h"

#include "core/base/error.h"
#include "core/base/side_by_side.h"
#include "core/maps/derived_maps.h"
#include "core/reliability/boundary_depth.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/db/result_records.h"
#include "storage/image/slab_reader.h"
#include "storage/prediction/stored_maps.h"
#include "storage/preparation/restore.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tandem {
namespace {

/// What one decoder says of the voxels of a slab.
struct DecoderSlab {
    std::vector<std::vector<float>> probability;  ///< by class
    std::vector<std::vector<float>> similarity;
    std::vector<float> weight;
    std::vector<std::uint8_t> label;  ///< the class of the largest probability, the first of equals
};

std::vector<std::span<const float>> spansOf(const std::vector<std::vector<float>>& ofClasses) {
    return {ofClasses.begin(), ofClasses.end()};
}

/// Of the probabilities of the structures.
void deriveBackground(std::vector<std::vector<float>>& probability) {
    std::vector<float>& background = probability.front();
    background.assign(probability.back().size(), 1.0F);
    for (std::size_t index = 1; index < probability.size(); ++index) {
        std::ranges::transform(background, probability[index], background.begin(),
                               [](float left, float taken) { return std::max(0.0F, left - taken); });
    }
}

void deriveLabel(DecoderSlab& decoder) {
    std::vector<float> largest = decoder.probability.front();
    decoder.label.assign(largest.size(), 0);
    for (std::size_t index = 1; index < decoder.probability.size(); ++index) {
        raiseLabel(decoder.label, largest, decoder.probability[index], static_cast<std::uint8_t>(index));
    }
}

/// The maps of a prediction from which the others follow (of what was resampled the teaching weight about), each read
/// on as slabs are asked for.
class MapReaders {
public:
    MapReaders(const Project& project, const PredictionRecord& prediction, int classes, const Geometry& grid) {
        for (const Decoder decoder : {Decoder::A, Decoder::B}) {
            DecoderSlab& slab = m_decoders[static_cast<std::size_t>(decoder)];
            slab.probability.resize(static_cast<std::size_t>(classes));
            slab.similarity.resize(static_cast<std::size_t>(classes));
            for (int index = 0; index < classes; ++index) {
                const auto add = [&](MapKind kind, std::vector<std::vector<float>>& target) {
                    m_sources.push_back({SlabReader(storedFile(project, prediction, {kind, decoder, index})),
                                         &target[static_cast<std::size_t>(index)]});
                };
                add(MapKind::Similarity, slab.similarity);
                if (index > 0) {
                    add(MapKind::Probability, slab.probability);
                }
            }
        }
        for (const Source& source : m_sources) {
            if (const auto difference = differenceOf(grid, source.reader.geometry())) {
                throw Error(ErrorCode::Corrupt,
                            "The stored maps of " + project.cases().get(prediction.caseId).name +
                                " lie on different grids; predict the case again.",
                            *difference);
            }
        }
    }
    MapReaders(const MapReaders&) = delete;
    MapReaders& operator=(const MapReaders&) = delete;

    void read(std::size_t voxels) {
        sideBySide(m_sources.size(), computingThreads(), [&](std::size_t index) {
            m_sources[index].target->resize(voxels);
            m_sources[index].reader.read(std::span(*m_sources[index].target));
        });
        sideBySide(m_decoders.size(), computingThreads(), [&](std::size_t which) {
            DecoderSlab& decoder = m_decoders[which];
            deriveBackground(decoder.probability);
            deriveLabel(decoder);
            decoder.weight = teachingWeightOf(spansOf(decoder.probability), spansOf(decoder.similarity));
        });
    }

    [[nodiscard]] const DecoderSlab& a() const { return m_decoders[0]; }
    [[nodiscard]] const DecoderSlab& b() const { return m_decoders[1]; }

private:
    struct Source {
        SlabReader reader;
        std::vector<float>* target;
    };

    std::array<DecoderSlab, 2> m_decoders;
    std::vector<Source> m_sources;
};

std::vector<std::vector<float>> meansOf(const std::vector<std::vector<float>>& a,
                                        const std::vector<std::vector<float>>& b) {
    std::vector<std::vector<float>> means(a.size());
    sideBySide(means.size(), computingThreads(), [&](std::size_t index) {
        means[index].resize(a[index].size());
        std::ranges::transform(a[index], b[index], means[index].begin(),
                               [](float one, float other) { return (one + other) / 2; });
    });
    return means;
}

}  // namespace

bool hasAllMaps(const PredictionRecord& prediction) {
    return prediction.maps == KeptMaps::All;
}

void forSlabsOf(const Project& project, const PredictionRecord& prediction, const LabelVolume& label, int classes,
                const std::function<void(const PredictionSlab&)>& each, const std::stop_token& stop,
                std::int64_t slabVoxels) {
    if (!hasAllMaps(prediction)) {
        throw Error(ErrorCode::InvalidInput, "The case " + project.cases().get(prediction.caseId).name +
                                                 " was predicted without all maps, so nothing says how far its label "
                                                 "can be trusted; predict it with all maps.");
    }
    MapReaders readers(project, prediction, classes, label.geometry());
    BoundaryDepth boundary(label);
    PredictionSlab slab;
    for (const Geometry& part : slabsOf(label.geometry(), slabVoxels)) {
        throwIfStopped(stop);
        const auto voxels = static_cast<std::size_t>(part.voxelCount());
        slab.slices = part.size[2];
        std::vector<float> depth;
        sideBySide(2, computingThreads(), [&](std::size_t which) {
            if (which == 0) {
                depth = boundary.ofSlices(slab.firstSlice, slab.slices);
            } else {
                readers.read(voxels);
            }
        });
        const DecoderSlab& decoderA = readers.a();
        const DecoderSlab& decoderB = readers.b();
        const std::vector<std::vector<float>> means = meansOf(decoderA.probability, decoderB.probability);
        slab.maps = {.probabilityA = spansOf(decoderA.probability),
                     .probabilityB = spansOf(decoderB.probability),
                     .similarityA = spansOf(decoderA.similarity),
                     .similarityB = spansOf(decoderB.similarity),
                     .weightA = decoderA.weight,
                     .weightB = decoderB.weight,
                     .depthMm = depth,
                     .label = label.voxels().subspan(slab.firstVoxel, voxels),
                     .labelA = decoderA.label,
                     .labelB = decoderB.label};
        slab.meanProbability = spansOf(means);
        each(slab);
        slab.firstSlice += slab.slices;
        slab.firstVoxel += voxels;
    }
}

}  // namespace tandem
