#include "core/reliability/trust_json.h"

#include "core/base/error.h"
#include "core/base/json_depth.h"

#include <nlohmann/json.hpp>

namespace nlohmann {

/// Absent values are null.
template <class T>
struct adl_serializer<std::optional<T>> {
    template <class Json>
    static void to_json(Json& json, const std::optional<T>& value) {
        json = value ? Json(*value) : Json(nullptr);
    }
    template <class Json>
    static void from_json(const Json& json, std::optional<T>& value) {
        value = json.is_null() ? std::nullopt : std::optional(json.template get<T>());
    }
};

}  // namespace nlohmann

namespace tandem {

using Json = nlohmann::json;  // what the macros below write for

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Spread, value, low, high, cases)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(DetectorEvidence, id, title, auroc, aurocNear, aupr, auprNear, aurc, excessAurc, ece,
                                   adaptiveEce)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PredictedDice, value, low, high)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(CaseEvidence, caseId, caseName, dice, predicted, expected,
                                                expectedOfMean, meanUncertainty, agreement, auroc, aurocNear)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(CaseScoreEvidence, id, title, spearman, meanAbsoluteError)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(WeightBin, low, high, voxels, errorRate)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(FollowedEvidence, voxels, followedErrorRate, otherErrorRate)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(AbstentionPoint, threshold, foregroundLeft, voxelsLeft, errorsRemoved,
                                   expectedErrorsRemoved)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(CalibrationBin, voxels, meanConfidence, accuracy)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(RiskCoveragePoint, coverage, risk)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TrustEvidence, isCalibrated, detectors, cases, scores, intervalCoverage, weightBinsA,
                                   weightBinsB, followed, calibration, calibrationNear, riskCoverage, riskCoverageNear,
                                   abstention)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(DiceCorrection, isKnown, offset, halfWidth)

namespace {

using OrderedJson = nlohmann::ordered_json;

OrderedJson jsonOf(const TrustSum& sum) {
    OrderedJson json{{"offset", sum.offset}};
    for (std::size_t signal = 0; signal < kTrustSignals; ++signal) {
        json["slopes"][trustSignalTexts()[signal].id] = sum.slopes[signal];
    }
    return json;
}

TrustSum sumFrom(const OrderedJson& json) {
    TrustSum sum{.offset = json.at("offset").get<double>()};
    for (std::size_t signal = 0; signal < kTrustSignals; ++signal) {
        sum.slopes[signal] = json.at("slopes").at(trustSignalTexts()[signal].id).get<double>();
    }
    return sum;
}

[[noreturn]] void throwDamaged(const std::exception& error) {
    throw Error(ErrorCode::Corrupt,
                "The record of how far this run's labels can be trusted is damaged; measure it again.", error.what());
}

}  // namespace

nlohmann::ordered_json trustModelJson(const TrustModel& model) {
    OrderedJson json{{"calibrated", model.isCalibrated}};
    if (model.isCalibrated) {
        json["background"] = jsonOf(model.background);
        json["structure"] = jsonOf(model.structure);
        json["classOffsets"] = model.classOffsets;
    }
    return json;
}

TrustModel trustModelFromJson(const nlohmann::ordered_json& json) {
    try {
        TrustModel model{.isCalibrated = json.at("calibrated").get<bool>()};
        if (model.isCalibrated) {
            model.background = sumFrom(json.at("background"));
            model.structure = sumFrom(json.at("structure"));
            model.classOffsets = json.at("classOffsets").get<std::vector<double>>();
        }
        return model;
    } catch (const OrderedJson::exception& error) {
        throwDamaged(error);
    }
}

nlohmann::ordered_json trustJson(const FittedTrust& trust) {
    return Json{{"version", trust.version},
                {"model", trustModelJson(trust.model)},
                {"correction", trust.correction},
                {"evidence", trust.evidence}};
}

FittedTrust trustFromJson(const std::string& text) {
    try {
        const Json read = Json::parse(shallowJson(text));
        FittedTrust trust{.version = read.value("version", 1),
                          .model = trustModelFromJson(read.at("model")),
                          .correction = read.at("correction").get<DiceCorrection>(),
                          .evidence = read.at("evidence").get<TrustEvidence>()};
        for (CaseEvidence& one : trust.evidence.cases) {
            one.expected = trust.version < 2 ? one.predicted.value : one.expected;
        }
        return trust;
    } catch (const Json::exception& error) {
        throwDamaged(error);
    }
}

nlohmann::ordered_json evidenceJson(const TrustEvidence& evidence) {
    Json json = evidence;
    json["sentences"] = sentencesOf(evidence);
    return json;
}

}  // namespace tandem
