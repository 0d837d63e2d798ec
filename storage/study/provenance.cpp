#include "storage/study/provenance.h"

#include "core/engine.h"
#include "core/study/label_scheme.h"
#include "core/study/label_values.h"
#include "storage/db/case_record.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "storage/db/result_records.h"
#include "storage/db/run_record.h"
#include "storage/db/split_repository.h"
#include "storage/db/utc_time.h"
#include "storage/study/leak_notices.h"
#include "storage/study/prediction_weights.h"
#include "storage/study/run_configuration.h"
#include "storage/study/run_trust.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace tandem {
namespace {

using Json = nlohmann::ordered_json;

Json sourceOf(const ImageFile& file) {
    Json json{{"file", file.path.string()}, {"sha256", file.contentHash}};
    if (!file.seriesUid.empty()) {
        json["seriesUid"] = file.seriesUid;
    }
    return json;
}

Json sourcesOf(const CaseRecord& record) {
    Json json{{"name", record.name}, {"images", Json::array()}};
    for (const ImageFile& image : record.images) {
        json["images"].push_back(sourceOf(image));
    }
    if (record.label) {
        json["label"] = sourceOf(*record.label);
    }
    return json;
}

Json runOf(const Project& project, const RunRecord& run) {
    Json classes = Json::array();
    for (const LabelClass& one : project.labels().scheme().classes) {
        classes.push_back({{"name", one.name}, {"fileValue", one.fileValue}});
    }
    Json json{{"run", run.id},
              {"method", run.method},
              {"seed", run.seed},
              {"device", run.device},
              {"training", Json::parse(run.settingsJson)},
              {"preparation", Json::parse(run.preparationJson)},
              {"classes", classes},
              {"versions", Json::parse(run.versionsJson)}};
    if (Json extensions = Json::parse(extensionsJson(project, run)); !extensions.empty()) {
        json["extensions"] = std::move(extensions);
    }
    if (const std::vector<std::string> notices = leakNotices(project, run.splitId); !notices.empty()) {
        json["splitNotices"] = notices;
    }
    return json;
}

}  // namespace

std::string weightsJson(const Weights& weights) {
    return Json{{"checkpointKind", weights.kind ? Json(nameOf(*weights.kind)) : Json(nullptr)},
                {"checkpointIteration", weights.iteration ? Json(*weights.iteration) : Json(nullptr)},
                {"checkpointSha256", weights.hash}}
        .dump();
}

std::string predictedDiceJson(const PredictedDice& dice) {
    Json json{{"value", dice.value}};
    if (dice.low && dice.high) {
        json["low"] = *dice.low;
        json["high"] = *dice.high;
    }
    return json.dump();
}

std::string trustProvenanceJson(const RunTrust& trust) {
    const TrustEvidence& evidence = trust.fitted.evidence;
    Json json = Json::parse(trustModelJson(trust.fitted.model));
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
        const auto detector = std::ranges::find(evidence.detectors, "trust", &DetectorEvidence::id);
        if (detector != evidence.detectors.end()) {
            const auto valueOf = [](const std::optional<Spread>& of) { return of ? Json(of->value) : Json(nullptr); };
            json["auroc"] = valueOf(detector->auroc);
            json["aurocWithin5mm"] = valueOf(detector->aurocNear);
            json["ece"] = valueOf(detector->ece);
        }
    }
    return json.dump();
}

std::string versionsJson(const Engine& engine) {
    return Json{{"tandem", TANDEM_VERSION}, {"engine", engine.version()}}.dump();
}

std::string versionsWithThreads(const std::string& versionsJson, int threads) {
    Json json = Json::parse(versionsJson);
    json.erase("threads");
    if (threads > 0) {
        json["threads"] = threads;
    }
    return json.dump();
}

std::string runConfigurationJson(const Project& project, const RunRecord& run, const std::vector<CaseRecord>& cases) {
    Json json = runOf(project, run);
    json["cases"] = Json::array();
    const SplitRepository splits = project.splits();
    for (const CaseRecord& record : cases) {
        Json one = sourcesOf(record);
        if (const auto role = splits.roleOf(run.splitId.value_or(0), record.id)) {
            one["role"] = nameOf(*role);
        }
        json["cases"].push_back(one);
    }
    return json.dump(2);
}

std::string provenanceJson(const Project& project, const RunRecord& run, const PredictionRecord& prediction,
                           const CaseRecord& record, const std::vector<std::string>& files) {
    Json json{{"tandem", TANDEM_VERSION},
              {"exportedAt", utcNow()},
              {"project", project.name()},
              {"case", sourcesOf(record)},
              {"trainedBy", runOf(project, run)}};
    json.update(Json::parse(weightsJson(weightsOf(prediction))));
    json.update(Json{
        {"prediction", Json::parse(prediction.settingsJson)}, {"predictedAt", prediction.createdAt}, {"files", files}});
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace tandem
