#include "storage/prediction/provenance.h"

#include "core/base/program_version.h"
#include "core/base/utc_time.h"
#include "storage/cases/case_provenance.h"
#include "storage/db/project.h"
#include "storage/db/result_records.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/training/run_configuration.h"

#include <nlohmann/json.hpp>

namespace tandem {
namespace {

using Json = nlohmann::ordered_json;

}  // namespace

nlohmann::ordered_json weightsJson(const Weights& weights) {
    return Json{{"checkpointKind", weights.kind ? Json(nameOf(*weights.kind)) : Json(nullptr)},
                {"checkpointIteration", weights.iteration ? Json(*weights.iteration) : Json(nullptr)},
                {"checkpointSha256", weights.hash}};
}

nlohmann::ordered_json provenanceJson(const Project& project, const CaseRecord& record,
                                      const std::vector<std::string>& files) {
    return Json{{"tandem", programVersion()},
                {"exportedAt", utcNow()},
                {"project", project.name()},
                {"case", sourcesJson(record)},
                {"files", files}};
}

nlohmann::ordered_json provenanceJson(const Project& project, const RunRecord& run, const PredictionRecord& prediction,
                                      const CaseRecord& record, const std::vector<std::string>& files) {
    Json json = provenanceJson(project, record, files);
    json["trainedBy"] = runJson(project, run);
    json.update(weightsJson(weightsOf(prediction)));
    json["prediction"] = storedJson(prediction.settingsJson);
    json["predictedAt"] = prediction.createdAt;
    return json;
}

}  // namespace tandem
