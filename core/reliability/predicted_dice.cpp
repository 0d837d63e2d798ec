#include "core/reliability/predicted_dice.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace tandem {

ExpectedOverlap::ExpectedOverlap(int classes) : m_counts(static_cast<std::size_t>(classes)) {}

void ExpectedOverlap::add(std::span<const std::uint8_t> label, std::span<const float> trust,
                          const std::vector<std::span<const float>>& meanProbability, std::span<const float> weight) {
    assert(meanProbability.size() == m_counts.size());
    for (std::size_t at = 0; at < label.size(); ++at) {
        const double stands = weight.empty() ? 1 : static_cast<double>(weight[at]);
        const double right = stands * static_cast<double>(trust[at]);
        const double wrong = stands - right;
        Counts& own = m_counts[label[at]];
        own.truePositives += right;
        own.falsePositives += wrong;
        const auto others = 1 - static_cast<double>(meanProbability[label[at]][at]);
        for (std::size_t index = 0; index < m_counts.size(); ++index) {
            if (index != label[at]) {
                // Where no other class has any probability, each is as likely.
                const double part = others > 1e-9 ? static_cast<double>(meanProbability[index][at]) / others
                                                  : 1 / static_cast<double>(m_counts.size() - 1);
                m_counts[index].falseNegatives += wrong * std::clamp(part, 0.0, 1.0);
            }
        }
    }
}

void ExpectedOverlap::add(const ExpectedOverlap& other) {
    for (std::size_t index = 0; index < m_counts.size(); ++index) {
        m_counts[index].truePositives += other.m_counts[index].truePositives;
        m_counts[index].falsePositives += other.m_counts[index].falsePositives;
        m_counts[index].falseNegatives += other.m_counts[index].falseNegatives;
    }
}

std::vector<double> ExpectedOverlap::dice() const {
    std::vector<double> dice;
    for (std::size_t index = 1; index < m_counts.size(); ++index) {
        const Counts& counts = m_counts[index];
        const double predicted = counts.truePositives + counts.falsePositives;
        dice.push_back(predicted > 0 ? 2 * counts.truePositives /
                                           (2 * counts.truePositives + counts.falsePositives + counts.falseNegatives)
                                     : std::exp(-counts.falseNegatives));
    }
    return dice;
}

double ExpectedOverlap::meanDice() const {
    const std::vector<double> each = dice();
    return std::accumulate(each.begin(), each.end(), 0.0) / static_cast<double>(each.size());
}

DiceCorrection correctionFrom(std::span<const double> expected, std::span<const double> dice) {
    assert(expected.size() == dice.size());
    constexpr double kRounding = 1e-9;
    const auto held =
        static_cast<std::size_t>(std::ceil(kDiceCoverage * static_cast<double>(expected.size() + 1) - kRounding));
    if (held > expected.size()) {
        return {};
    }
    std::vector<double> errors(expected.size());
    std::ranges::transform(dice, expected, errors.begin(), std::minus{});
    DiceCorrection correction{.isKnown = true};
    correction.offset = std::accumulate(errors.begin(), errors.end(), 0.0) / static_cast<double>(errors.size());
    for (double& error : errors) {
        error = std::abs(error - correction.offset);
    }
    std::ranges::sort(errors);
    correction.halfWidth = errors[held - 1];
    return correction;
}

PredictedDice corrected(double expected, const DiceCorrection& correction) {
    PredictedDice predicted{.value = std::clamp(expected + correction.offset, 0.0, 1.0)};
    if (correction.isKnown) {
        predicted.low = std::clamp(predicted.value - correction.halfWidth, 0.0, 1.0);
        predicted.high = std::clamp(predicted.value + correction.halfWidth, 0.0, 1.0);
    }
    return predicted;
}

}  // namespace tandem
