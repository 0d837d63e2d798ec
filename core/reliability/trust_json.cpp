#include "core/reliability/trust_json.h"

#include "core/base/error.h"

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

std::string trustJson(const FittedTrust& trust) {
    const Json json{{"version", trust.version},
                    {"model", Json::parse(trustModelJson(trust.model))},
                    {"correction", trust.correction},
                    {"evidence", trust.evidence}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

FittedTrust trustFromJson(const std::string& json) {
    try {
        const Json read = Json::parse(json);
        FittedTrust trust{.version = read.value("version", 1),
                          .model = trustModelFromJson(read.at("model").dump()),
                          .correction = read.at("correction").get<DiceCorrection>(),
                          .evidence = read.at("evidence").get<TrustEvidence>()};
        for (CaseEvidence& one : trust.evidence.cases) {
            one.expected = trust.version < 2 ? one.predicted.value : one.expected;
        }
        return trust;
    } catch (const Json::exception& error) {
        throw Error(ErrorCode::Corrupt,
                    "The record of how far this run's labels can be trusted is damaged; measure it again.",
                    error.what());
    }
}

std::string evidenceJson(const TrustEvidence& evidence) {
    Json json = evidence;
    json["sentences"] = sentencesOf(evidence);
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace tandem
