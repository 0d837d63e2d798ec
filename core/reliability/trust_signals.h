// What a prediction's maps say about the label of a voxel, as numbers that a model of trust can add up.
//
// Ten signals, each grown so that more means more doubt (of the teaching weights this is a hope, not a rule: see
// isKnownToRise). Thread-safe. Invariant: every signal is finite.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace tandem {

enum class TrustSignal {
    EntropyA,      ///< as log-odds: see oddsOfEntropy()
    EntropyB,      ///< likewise
    EntropyMean,   ///< of the mean of both probabilities, likewise
    Difference,    ///< square root of half the sum over the classes of |p_A - p_B|, 0..1
    Disagreement,  ///< 1 where the labels of A and B differ
    SimilarityA,   ///< 1 - similarity of A's features to the class of the label
    SimilarityB,
    WeightA,  ///< 1 - the method's teaching weight of A
    WeightB,
    Nearness  ///< kDepthMm - the distance from the label's boundary, mm, at least 0
};
inline constexpr std::size_t kTrustSignals = 10;

/// Farther from the boundary nothing changes.
inline constexpr double kDepthMm = 20;

struct TrustSignalText {
    std::string_view id;     ///< in files
    std::string_view title;  ///< for a person, in English
    bool isKnownToRise;      ///< whether a model may only take more of it for more doubt
};
/// In the order of the enumeration.
[[nodiscard]] const std::array<TrustSignalText, kTrustSignals>& trustSignalTexts();

/// The maps of some voxels, all spans equally long.
struct VoxelMaps {
    std::vector<std::span<const float>> probabilityA;  ///< by class
    std::vector<std::span<const float>> probabilityB;
    std::vector<std::span<const float>> similarityA;  ///< 0 for every class where nothing was computed
    std::vector<std::span<const float>> similarityB;
    std::span<const float> weightA;  ///< teachingWeightOf() these maps, 0..1; what was resampled says it about
    std::span<const float> weightB;
    std::span<const float> depthMm;        ///< distance from the label's boundary
    std::span<const std::uint8_t> label;   ///< that is judged
    std::span<const std::uint8_t> labelA;  ///< argmax of each decoder
    std::span<const std::uint8_t> labelB;
};

/// Of some of the voxels.
[[nodiscard]] VoxelMaps partOf(const VoxelMaps& maps, std::size_t first, std::size_t count);

/// The method's weight r of one decoder at every voxel: the mean over the classes of 1 - (similarity - probability)^2,
/// and 0 where nothing was computed, so that no structure has any probability or similarity. Source: Su et al., Medical
/// Image Analysis 94 (2024) 103111. By class, of the same voxels.
[[nodiscard]] std::vector<float> teachingWeightOf(const std::vector<std::span<const float>>& probability,
                                                  const std::vector<std::span<const float>>& similarity);

/// By signal, then by voxel.
using SignalColumns = std::array<std::vector<float>, kTrustSignals>;

[[nodiscard]] inline const std::vector<float>& columnOf(const SignalColumns& columns, TrustSignal signal) {
    return columns[static_cast<std::size_t>(signal)];
}

/// Of every voxel. Where nothing was computed (outside of what was prepared) similarities and weights raise no doubt.
[[nodiscard]] SignalColumns signalsOf(const VoxelMaps& maps);

/// log(q / (1 - q)), where q in 1e-4..0.5 is the smaller of two probabilities whose entropy is the same part of log 2
/// as the given one is of log(classes). Of two classes q is the less probable one's probability. nats: entropy.
[[nodiscard]] float oddsOfEntropy(double nats, int classes);
/// q of such log-odds: the part of the voxels that would be wrong if the entropy were right.
[[nodiscard]] float probabilityOfOdds(float odds);

}  // namespace tandem
