#include "core/reliability/case_judgement.h"

#include "core/reliability/trust_model.h"

#include <algorithm>
#include <utility>

namespace tandem {
namespace {

constexpr std::size_t kStandInDetector = 1;

bool isEntropy(TrustSignal signal) {
    return signal == TrustSignal::EntropyA || signal == TrustSignal::EntropyB || signal == TrustSignal::EntropyMean;
}

/// As a map's doubt: an entropy as the probability of an error that it means, else the signal itself.
std::vector<float> doubtOf(const CaseVoxels& voxels, TrustSignal signal) {
    std::vector<float> doubt = columnOf(voxels.signals, signal);
    if (isEntropy(signal)) {
        std::ranges::transform(doubt, doubt.begin(), probabilityOfOdds);
    }
    return doubt;
}

DetectorJudgement judge(const CaseVoxels& voxels, const std::vector<float>& doubt) {
    const auto measured = [](const JudgedVoxels& of) { return measureDetection(of.doubt, of.isWrong, of.weight); };
    DetectorJudgement judgement{.whole = measured(judgedVoxels(voxels, doubt, false))};
    const JudgedVoxels near = judgedVoxels(voxels, doubt, true);
    if (!near.doubt.empty()) {
        judgement.near = measured(near);
    }
    return judgement;
}

}  // namespace

const std::array<Detector, kDetectors>& detectors() {
    static const std::array<Detector, kDetectors> all = [] {
        std::array<Detector, kDetectors> made{};
        made[kTrustDetector] = {kTrustDetectorId, "trust", true};
        made[kStandInDetector] = {"uncalibrated", "uncertainty of the mean + disagreement", true};
        for (std::size_t index = 0; index < kTrustSignals; ++index) {
            const auto signal = static_cast<TrustSignal>(index);
            const bool isWeight = signal == TrustSignal::WeightA || signal == TrustSignal::WeightB;
            made[index + 2] = {trustSignalTexts()[index].id, trustSignalTexts()[index].title,
                               isEntropy(signal) || isWeight};
        }
        return made;
    }();
    return all;
}

std::array<DetectorJudgement, kDetectors> judgeDetectors(const CaseVoxels& voxels, const std::vector<float>& trust) {
    std::array<DetectorJudgement, kDetectors> judgements;
    judgements[kTrustDetector] = judge(voxels, doubtOf(trust));
    judgements[kStandInDetector] = judge(voxels, doubtOf(trustOf({}, voxels.signals, voxels.label)));
    for (std::size_t index = 0; index < kTrustSignals; ++index) {
        judgements[index + 2] = judge(voxels, doubtOf(voxels, static_cast<TrustSignal>(index)));
    }
    return judgements;
}

JudgedVoxels judgedVoxels(const CaseVoxels& voxels, const std::vector<float>& doubt, bool nearOnly) {
    JudgedVoxels judged;
    for (std::size_t at = 0; at < voxels.size(); ++at) {
        if (!nearOnly || voxels.isNearBoundary[at] != 0) {
            judged.doubt.push_back(doubt[at]);
            judged.isWrong.push_back(voxels.isWrong(at) ? 1 : 0);
            judged.weight.push_back(voxels.weight[at]);
        }
    }
    return judged;
}

std::vector<float> doubtOf(const std::vector<float>& trust) {
    std::vector<float> doubt(trust.size());
    std::ranges::transform(trust, doubt.begin(), [](float value) { return 1 - value; });
    return doubt;
}

}  // namespace tandem
