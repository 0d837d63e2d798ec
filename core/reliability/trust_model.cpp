#include "core/reliability/trust_model.h"

#include <algorithm>
#include <cmath>

namespace tandem {
namespace {

/// Half where the decoders disagree, and the part of the voxels that would be wrong if the mean's entropy were right.
std::vector<float> scaledTrust(const SignalColumns& signals) {
    const std::vector<float>& entropy = columnOf(signals, TrustSignal::EntropyMean);
    const std::vector<float>& disagreement = columnOf(signals, TrustSignal::Disagreement);
    std::vector<float> trust(entropy.size());
    for (std::size_t at = 0; at < trust.size(); ++at) {
        trust[at] = 1 - (probabilityOfOdds(entropy[at]) + disagreement[at] / 2);
    }
    return trust;
}

}  // namespace

std::vector<float> trustOf(const TrustModel& model, const SignalColumns& signals, std::span<const std::uint8_t> label) {
    if (!model.isCalibrated) {
        return scaledTrust(signals);
    }
    std::vector<float> odds(label.size());
    for (std::size_t at = 0; at < odds.size(); ++at) {
        const TrustSum& sum = label[at] == 0 ? model.background : model.structure;
        odds[at] = static_cast<float>(sum.offset + model.classOffsets.at(label[at]));
    }
    for (std::size_t signal = 0; signal < kTrustSignals; ++signal) {
        const auto background = static_cast<float>(model.background.slopes[signal]);
        const auto structure = static_cast<float>(model.structure.slopes[signal]);
        for (std::size_t at = 0; at < odds.size(); ++at) {
            odds[at] += (label[at] == 0 ? background : structure) * signals[signal][at];
        }
    }
    std::ranges::transform(odds, odds.begin(), [](float ofError) { return probabilityOfOdds(-ofError); });
    return odds;
}

}  // namespace tandem
