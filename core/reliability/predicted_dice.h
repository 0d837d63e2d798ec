// The Dice that a prediction can be expected to reach, from the trust of its voxels.
//
// A voxel of trust t is expected to be right with the weight t, and otherwise to belong to another class, to each in
// proportion to the mean probability of both decoders. The sums give the true positives, false positives and false
// negatives of each structure. What validation cases taught is then added: how far the expectation was off on average,
// and within which distance it lay. Thread-safe. Invariant: every Dice is in 0..1, and low <= value <= high.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tandem {

class ExpectedOverlap {
public:
    explicit ExpectedOverlap(int classes);

    /// label, trust, meanProbability (by class): of the next voxels. weight: voxels that each stands for; 1 if empty.
    void add(std::span<const std::uint8_t> label, std::span<const float> trust,
             const std::vector<std::span<const float>>& meanProbability, std::span<const float> weight = {});

    /// What another one has counted.
    void add(const ExpectedOverlap& other);

    /// Of each structure, 1..C-1. Of one that is nowhere in the label: the chance that it is nowhere at all.
    [[nodiscard]] std::vector<double> dice() const;
    /// Over the structures.
    [[nodiscard]] double meanDice() const;

private:
    struct Counts {
        double truePositives = 0;
        double falsePositives = 0;
        double falseNegatives = 0;
    };
    std::vector<Counts> m_counts;  ///< by class
};

struct PredictedDice {
    double value = 0;
    std::optional<double> low;  ///< with high: holds the true Dice in four of five cases; absent uncorrected
    std::optional<double> high;

    bool operator==(const PredictedDice&) const = default;
};

/// What validation cases say of expected Dice.
struct DiceCorrection {
    bool isKnown = false;
    double offset = 0;     ///< to be added
    double halfWidth = 0;  ///< of the interval

    bool operator==(const DiceCorrection&) const = default;
};

/// Part of the cases whose Dice the interval shall hold.
inline constexpr double kDiceCoverage = 0.8;

/// From expected and true Dice of cases that the trust was not fitted on. The half width is the smallest that would
/// have held kDiceCoverage of them and one more (split conformal: Vovk et al., Algorithmic learning in a random world,
/// 2005); not known from so few cases that there is none, fewer than four.
[[nodiscard]] DiceCorrection correctionFrom(std::span<const double> expected, std::span<const double> dice);
[[nodiscard]] PredictedDice corrected(double expected, const DiceCorrection& correction);

}  // namespace tandem
