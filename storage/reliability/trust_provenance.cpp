#include "storage/reliability/trust_provenance.h"

#include "core/reliability/trust_json.h"
#include "storage/reliability/run_trust.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace tandem {
namespace {

using Json = nlohmann::ordered_json;

}  // namespace

nlohmann::ordered_json trustProvenanceJson(const RunTrust& trust) {
    const TrustEvidence& evidence = trust.fitted.evidence;
    Json json = trustModelJson(trust.fitted.model);
    if (trust.isMeasured()) {
        json["measuredAt"] = trust.measuredAt;
        json["isOutdated"] = trust.isOutdated;
        json["validationCases"] = Json::array();
        for (const CaseEvidence& one : evidence.cases) {
            json["validationCases"].push_back(one.caseName);
        }
        if (const DiceCorrection& correction = trust.fitted.correction; correction.isKnown) {
            json["diceCorrection"] = {{"offset", correction.offset}, {"halfWidth", correction.halfWidth}};
        }
        if (const DetectorEvidence* const detector = evidence.trust()) {
            const auto valueOf = [](const std::optional<Spread>& of) { return of ? Json(of->value) : Json(nullptr); };
            json["auroc"] = valueOf(detector->auroc);
            json["aurocWithin5mm"] = valueOf(detector->aurocNear);
            json["ece"] = valueOf(detector->ece);
        }
    }
    return json;
}

nlohmann::ordered_json predictedDiceJson(const PredictedDice& dice) {
    Json json{{"value", dice.value}};
    if (dice.low && dice.high) {
        json["low"] = *dice.low;
        json["high"] = *dice.high;
    }
    return json;
}

}  // namespace tandem
