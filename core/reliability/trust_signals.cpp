#include "core/reliability/trust_signals.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tandem {
namespace {

constexpr double kLeastProbability = 1e-4;

/// The smaller probability of two by their entropy, as log-odds, at equal steps of the entropy.
class OddsTable {
public:
    OddsTable() {
        for (std::size_t step = 0; step < kSteps; ++step) {
            m_odds[step] = oddsFor(std::numbers::ln2 * static_cast<double>(step) / (kSteps - 1));
        }
    }

    /// part: of the greatest entropy, 0..1
    [[nodiscard]] float at(double part) const {
        const double place = std::clamp(part, 0.0, 1.0) * (kSteps - 1);
        const auto below = std::min(static_cast<std::size_t>(place), kSteps - 2);
        const auto between = static_cast<float>(place - static_cast<double>(below));
        return m_odds[below] + between * (m_odds[below + 1] - m_odds[below]);
    }

private:
    static constexpr std::size_t kSteps = 8192;

    static float oddsFor(double nats) {
        double low = kLeastProbability;
        double high = 0.5;
        constexpr int kHalvings = 50;
        for (int halving = 0; halving < kHalvings; ++halving) {
            const double middle = (low + high) / 2;
            const double entropy = -middle * std::log(middle) - (1 - middle) * std::log(1 - middle);
            (entropy < nats ? low : high) = middle;
        }
        return static_cast<float>(std::log(low / (1 - low)));
    }

    std::array<float, kSteps> m_odds{};
};

const OddsTable& oddsTable() {
    static const OddsTable table;
    return table;
}

/// Of two classes, without a detour over the entropy.
float oddsOfTwo(float probability) {
    const float smaller =
        std::clamp(std::min(probability, 1 - probability), static_cast<float>(kLeastProbability), 0.5F);
    return std::log(smaller / (1 - smaller));
}

void addEntropies(const std::vector<std::span<const float>>& a, const std::vector<std::span<const float>>& b, float ofA,
                  std::vector<float>& odds) {
    const std::size_t classes = a.size();
    const float ofB = 1 - ofA;
    if (classes == 2) {
        for (std::size_t at = 0; at < odds.size(); ++at) {
            odds[at] = oddsOfTwo(ofA * a[1][at] + ofB * b[1][at]);
        }
        return;
    }
    for (std::size_t at = 0; at < odds.size(); ++at) {
        double nats = 0;
        for (std::size_t index = 0; index < classes; ++index) {
            const double p = static_cast<double>(ofA * a[index][at] + ofB * b[index][at]);
            nats -= p > 0 ? p * std::log(p) : 0;
        }
        odds[at] = oddsOfEntropy(nats, static_cast<int>(classes));
    }
}

void addDifference(const VoxelMaps& maps, std::vector<float>& difference) {
    for (std::size_t index = 0; index < maps.probabilityA.size(); ++index) {
        const auto a = maps.probabilityA[index];
        const auto b = maps.probabilityB[index];
        for (std::size_t at = 0; at < difference.size(); ++at) {
            difference[at] += std::abs(a[at] - b[at]);
        }
    }
    for (float& value : difference) {
        value = std::sqrt(std::min(value / 2, 1.0F));
    }
}

/// similarities: by class; of the label's class, where anything was computed.
void addUnlikeness(const std::vector<std::span<const float>>& similarities, const VoxelMaps& maps,
                   const std::vector<std::uint8_t>& isComputed, std::vector<float>& unlikeness) {
    for (std::size_t at = 0; at < unlikeness.size(); ++at) {
        unlikeness[at] = isComputed[at] != 0 ? 1 - similarities[maps.label[at]][at] : 0;
    }
}

std::vector<std::uint8_t> computedVoxels(const VoxelMaps& maps) {
    std::vector<std::uint8_t> isComputed(maps.label.size());
    for (std::size_t at = 0; at < isComputed.size(); ++at) {
        bool is = maps.weightA[at] != 0 || maps.weightB[at] != 0;
        for (std::size_t index = 0; index < maps.similarityA.size() && !is; ++index) {
            is = maps.similarityA[index][at] != 0 || maps.similarityB[index][at] != 0;
        }
        isComputed[at] = is ? 1 : 0;
    }
    return isComputed;
}

}  // namespace

const std::array<TrustSignalText, kTrustSignals>& trustSignalTexts() {
    static const std::array<TrustSignalText, kTrustSignals> texts{{
        {"entropy-a", "uncertainty of A", true},
        {"entropy-b", "uncertainty of B", true},
        {"entropy-mean", "uncertainty of the mean", true},
        {"difference", "difference of the probabilities", true},
        {"disagreement", "disagreement", true},
        {"similarity-a", "1 - similarity in A", true},
        {"similarity-b", "1 - similarity in B", true},
        {"weight-a", "1 - teaching weight of A", false},
        {"weight-b", "1 - teaching weight of B", false},
        {"nearness", "nearness to the boundary", true},
    }};
    return texts;
}

VoxelMaps partOf(const VoxelMaps& maps, std::size_t first, std::size_t count) {
    VoxelMaps part = maps;
    for (auto* const ofClasses : {&part.probabilityA, &part.probabilityB, &part.similarityA, &part.similarityB}) {
        for (std::span<const float>& one : *ofClasses) {
            one = one.subspan(first, count);
        }
    }
    for (auto* const numbers : {&part.weightA, &part.weightB, &part.depthMm}) {
        *numbers = numbers->subspan(first, count);
    }
    for (auto* const labels : {&part.label, &part.labelA, &part.labelB}) {
        *labels = labels->subspan(first, count);
    }
    return part;
}

std::vector<float> teachingWeightOf(const std::vector<std::span<const float>>& probability,
                                    const std::vector<std::span<const float>>& similarity) {
    const std::size_t voxels = similarity.front().size();
    std::vector<float> squares(voxels);
    std::vector<std::uint8_t> isComputed(voxels);
    for (std::size_t index = 0; index < similarity.size(); ++index) {
        for (std::size_t at = 0; at < voxels; ++at) {
            const float apart = similarity[index][at] - probability[index][at];
            squares[at] += apart * apart;
            isComputed[at] |= similarity[index][at] != 0 || (index > 0 && probability[index][at] != 0) ? 1 : 0;
        }
    }
    const auto classes = static_cast<float>(similarity.size());
    std::ranges::transform(squares, isComputed, squares.begin(),
                           [&](float sum, std::uint8_t is) { return is != 0 ? 1 - sum / classes : 0; });
    return squares;
}

float oddsOfEntropy(double nats, int classes) {
    return oddsTable().at(nats / std::log(static_cast<double>(classes)));
}

float probabilityOfOdds(float odds) {
    return 1 / (1 + std::exp(-odds));
}

SignalColumns signalsOf(const VoxelMaps& maps) {
    SignalColumns columns;
    const std::size_t voxels = maps.label.size();
    for (std::vector<float>& column : columns) {
        column.assign(voxels, 0.0F);
    }
    const auto column = [&](TrustSignal signal) -> std::vector<float>& {
        return columns[static_cast<std::size_t>(signal)];
    };
    addEntropies(maps.probabilityA, maps.probabilityB, 1, column(TrustSignal::EntropyA));
    addEntropies(maps.probabilityA, maps.probabilityB, 0, column(TrustSignal::EntropyB));
    addEntropies(maps.probabilityA, maps.probabilityB, 0.5F, column(TrustSignal::EntropyMean));
    addDifference(maps, column(TrustSignal::Difference));
    const std::vector<std::uint8_t> isComputed = computedVoxels(maps);
    addUnlikeness(maps.similarityA, maps, isComputed, column(TrustSignal::SimilarityA));
    addUnlikeness(maps.similarityB, maps, isComputed, column(TrustSignal::SimilarityB));
    for (std::size_t at = 0; at < voxels; ++at) {
        column(TrustSignal::Disagreement)[at] = maps.labelA[at] != maps.labelB[at] ? 1 : 0;
        column(TrustSignal::WeightA)[at] = isComputed[at] != 0 ? 1 - maps.weightA[at] : 0;
        column(TrustSignal::WeightB)[at] = isComputed[at] != 0 ? 1 - maps.weightB[at] : 0;
        column(TrustSignal::Nearness)[at] = std::max(0.0F, static_cast<float>(kDepthMm) - maps.depthMm[at]);
    }
    return columns;
}

}  // namespace tandem
