// Where a prediction comes from, as JSON: run, checkpoint, settings, versions, sources.
//
// For the thread of the Project.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace tandem {

class Project;
struct CaseRecord;
struct PredictionRecord;
struct RunRecord;
struct Weights;

/// Which weights predicted, as keys of a larger object: checkpointKind, checkpointIteration and checkpointSha256; null
/// for what was not kept.
[[nodiscard]] nlohmann::ordered_json weightsJson(const Weights& weights);

/// What any file made of a case is: the program, the project and the case's sources.
[[nodiscard]] nlohmann::ordered_json provenanceJson(const Project& project, const CaseRecord& record,
                                                    const std::vector<std::string>& files);

/// What files made of a case's prediction are: the run, the checkpoint, and the case's sources. The iterations among
/// the settings of the training are those that were asked for; the checkpoint says how many its weights had.
[[nodiscard]] nlohmann::ordered_json provenanceJson(const Project& project, const RunRecord& run,
                                                    const PredictionRecord& prediction, const CaseRecord& record,
                                                    const std::vector<std::string>& files);

}  // namespace tandem
