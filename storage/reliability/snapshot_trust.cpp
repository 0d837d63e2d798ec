#include "storage/reliability/snapshot_trust.h"

#include "core/base/error.h"
#include "core/reliability/boundary_depth.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace tandem {
namespace {

constexpr int kLevels = 256;  // of an uncertainty in a snapshot

/// The probability of the likeliest of some classes, where the others share the rest and the entropy is given.
double likeliest(double nats, int classes) {
    double low = 1.0 / classes;
    double high = 1;
    constexpr int kHalvings = 40;
    for (int halving = 0; halving < kHalvings; ++halving) {
        const double most = (low + high) / 2;
        const double each = (1 - most) / (classes - 1);
        const double entropy = -most * std::log(most) - (classes - 1) * (each > 0 ? each * std::log(each) : 0);
        (entropy > nats ? low : high) = most;
    }
    return high;
}

/// The probability of a label's class, by the level of its uncertainty.
class LikeliestTable {
public:
    explicit LikeliestTable(int classes) : m_mostNats(std::log(static_cast<double>(classes))) {
        for (int level = 0; level < kLevels; ++level) {
            m_values[static_cast<std::size_t>(level)] =
                static_cast<float>(likeliest(m_mostNats * level / (kLevels - 1), classes));
        }
    }
    [[nodiscard]] float at(float nats) const {
        const double level = std::round(static_cast<double>(nats) / m_mostNats * (kLevels - 1));
        return m_values[static_cast<std::size_t>(std::clamp(level, 0.0, kLevels - 1.0))];
    }

private:
    double m_mostNats;
    std::array<float, kLevels> m_values{};
};

/// What a snapshot says of some voxels in one decoder.
struct DecoderMaps {
    std::span<const std::uint8_t> label;
    std::span<const float> uncertainty;
    std::span<const float> similarity;
    std::span<const float> weight;
};

/// An uncalibrated trust does not look at it.
bool needsDepth(const TrustModel& model) {
    return model.isCalibrated;
}

class SnapshotJudge {
public:
    explicit SnapshotJudge(int classes) : m_classes(static_cast<std::size_t>(classes)), m_table(classes) {}

    /// depthMm: from the boundary of the decoder's label.
    [[nodiscard]] std::vector<float> trust(const DecoderMaps& a, const DecoderMaps& b, Decoder decoder,
                                           const TrustModel& model, std::span<const float> depthMm) const {
        const std::vector<std::vector<float>> ofA = probabilities(a);
        const std::vector<std::vector<float>> ofB = probabilities(b);
        const std::span<const std::uint8_t> label = decoder == Decoder::A ? a.label : b.label;
        const VoxelMaps maps{.probabilityA = {ofA.begin(), ofA.end()},
                             .probabilityB = {ofB.begin(), ofB.end()},
                             .similarityA = std::vector(m_classes, a.similarity),
                             .similarityB = std::vector(m_classes, b.similarity),
                             .weightA = a.weight,
                             .weightB = b.weight,
                             .depthMm = depthMm,
                             .label = label,
                             .labelA = a.label,
                             .labelB = b.label};
        return tandem::trustOf(model, signalsOf(maps), label);
    }

private:
    /// By class.
    [[nodiscard]] std::vector<std::vector<float>> probabilities(const DecoderMaps& maps) const {
        const std::size_t voxels = maps.label.size();
        std::vector<std::vector<float>> byClass(m_classes, std::vector<float>(voxels));
        for (std::size_t at = 0; at < voxels; ++at) {
            const float most = m_table.at(maps.uncertainty[at]);
            for (std::vector<float>& one : byClass) {
                one[at] = (1 - most) / static_cast<float>(m_classes - 1);
            }
            byClass[maps.label[at]][at] = most;
        }
        return byClass;
    }

    std::size_t m_classes;
    LikeliestTable m_table;
};

/// The volumes of one decoder.
struct DecoderVolumes {
    DecoderVolumes(const SnapshotFile& file, Decoder decoder, const Geometry& geometry) {
        label = file.labels({MapKind::Label, decoder}, geometry);
        uncertainty = file.values({MapKind::Uncertainty, decoder}, geometry);
        similarity = file.values({MapKind::Similarity, decoder}, geometry);
        weight = file.values({MapKind::Reliability, decoder}, geometry);
    }
    [[nodiscard]] DecoderMaps part(std::size_t first, std::size_t count) const {
        return {.label = label.voxels().subspan(first, count),
                .uncertainty = uncertainty.voxels().subspan(first, count),
                .similarity = similarity.voxels().subspan(first, count),
                .weight = weight.voxels().subspan(first, count)};
    }

    LabelVolume label;
    ImageVolume uncertainty;
    ImageVolume similarity;
    ImageVolume weight;
};

}  // namespace

ImageVolume trustOf(const SnapshotFile& file, Decoder decoder, const TrustModels& models, const Geometry& geometry,
                    const std::stop_token& stop) {
    constexpr std::int64_t kSlabVoxels = std::int64_t{1} << 20;
    const DecoderVolumes a(file, Decoder::A, geometry);
    throwIfStopped(stop);
    const DecoderVolumes b(file, Decoder::B, geometry);
    const TrustModel& model = models[static_cast<std::size_t>(decoder)];
    const SnapshotJudge judge(file.classCount());
    BoundaryDepth boundary(decoder == Decoder::A ? a.label : b.label);
    const auto ofSlice = static_cast<std::size_t>(geometry.size[0] * geometry.size[1]);
    const std::int64_t slices = std::max<std::int64_t>(1, kSlabVoxels / static_cast<std::int64_t>(ofSlice));
    std::vector<float> trust;
    trust.reserve(a.label.voxels().size());
    for (std::int64_t first = 0; first < geometry.size[2]; first += slices) {
        throwIfStopped(stop);
        const std::int64_t count = std::min(slices, geometry.size[2] - first);
        const std::size_t voxels = ofSlice * static_cast<std::size_t>(count);
        const std::size_t from = trust.size();
        const std::vector<float> depth =
            needsDepth(model) ? boundary.ofSlices(first, count) : std::vector<float>(voxels);
        const std::vector<float> part = judge.trust(a.part(from, voxels), b.part(from, voxels), decoder, model, depth);
        trust.insert(trust.end(), part.begin(), part.end());
    }
    return {geometry, std::move(trust)};
}

std::array<double, 2> trustAt(const SnapshotFile& file, const Index3& voxel, const TrustModels& models,
                              const Geometry& geometry) {
    const SnapshotValues values = file.valuesAt(voxel);
    const auto number = [&](MapKind kind, Decoder decoder) { return static_cast<float>(values.at({kind, decoder})); };
    const auto labelOf = [&](Decoder decoder) { return static_cast<std::uint8_t>(number(MapKind::Label, decoder)); };
    const auto numbersOf = [&](Decoder decoder) {
        return std::array{number(MapKind::Uncertainty, decoder), number(MapKind::Similarity, decoder),
                          number(MapKind::Reliability, decoder)};
    };
    const std::array labels{labelOf(Decoder::A), labelOf(Decoder::B)};
    const std::array<float, 3> ofA = numbersOf(Decoder::A);
    const std::array<float, 3> ofB = numbersOf(Decoder::B);
    const auto mapsOf = [](const std::uint8_t& label, const std::array<float, 3>& one) {
        return DecoderMaps{
            .label = {&label, 1}, .uncertainty = {&one[0], 1}, .similarity = {&one[1], 1}, .weight = {&one[2], 1}};
    };
    const SnapshotJudge judge(file.classCount());
    std::array<double, 2> trust{};
    for (const Decoder decoder : {Decoder::A, Decoder::B}) {
        const auto which = static_cast<std::size_t>(decoder);
        std::vector<float> depth(1);
        if (needsDepth(models[which])) {
            const LabelVolume label = file.labels({MapKind::Label, decoder}, geometry);
            const std::vector<float> slice = BoundaryDepth(label, 0).ofSlices(voxel[2], 1);
            depth[0] = slice[static_cast<std::size_t>(voxel[0] + geometry.size[0] * voxel[1])];
        }
        trust[which] = static_cast<double>(
            judge.trust(mapsOf(labels[0], ofA), mapsOf(labels[1], ofB), decoder, models[which], depth).front());
    }
    return trust;
}

}  // namespace tandem
