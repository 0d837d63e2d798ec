#include "core/reliability/trust_model.h"

#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace tandem {
namespace {

using Json = nlohmann::ordered_json;

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

Json jsonOf(const TrustSum& sum) {
    Json json{{"offset", sum.offset}};
    for (std::size_t signal = 0; signal < kTrustSignals; ++signal) {
        json["slopes"][trustSignalTexts()[signal].id] = sum.slopes[signal];
    }
    return json;
}

TrustSum sumFrom(const Json& json) {
    TrustSum sum{.offset = json.at("offset").get<double>()};
    for (std::size_t signal = 0; signal < kTrustSignals; ++signal) {
        sum.slopes[signal] = json.at("slopes").at(trustSignalTexts()[signal].id).get<double>();
    }
    return sum;
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

std::string trustModelJson(const TrustModel& model) {
    Json json{{"calibrated", model.isCalibrated}};
    if (model.isCalibrated) {
        json["background"] = jsonOf(model.background);
        json["structure"] = jsonOf(model.structure);
        json["classOffsets"] = model.classOffsets;
    }
    return json.dump();
}

TrustModel trustModelFromJson(const std::string& json) {
    try {
        const Json read = Json::parse(json);
        TrustModel model{.isCalibrated = read.at("calibrated").get<bool>()};
        if (model.isCalibrated) {
            model.background = sumFrom(read.at("background"));
            model.structure = sumFrom(read.at("structure"));
            model.classOffsets = read.at("classOffsets").get<std::vector<double>>();
        }
        return model;
    } catch (const Json::exception& error) {
        throw Error(ErrorCode::Corrupt,
                    "The record of how far this run's labels can be trusted is damaged; measure it "
                    "again.",
                    error.what());
    }
}

}  // namespace tandem
