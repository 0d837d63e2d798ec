// Settings for a run on a project's cases, proposed from what they are like and the memory of the chosen device.
//
// For the thread of the Project. Invariant: nothing is added to the project.
#pragma once

#include "core/base/progress.h"
#include "core/proposal/proposal.h"

#include <nlohmann/json_fwd.hpp>

#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

class Engine;
class Project;

/// The device is that of training. Reads some of the cases; see fingerprint_reading.h. Throws Error (InvalidInput
/// without cases; NotFound when there is no such device; what reading a source throws; Cancelled).
[[nodiscard]] Proposal proposeTraining(const Project& project, const Engine& engine,
                                       const PreparationSettings& preparation, const TrainingSettings& training,
                                       const Progress& progress, const std::stop_token& stop);

/// The same for the settings of the preset of other data, on the device that is named.
[[nodiscard]] Proposal proposeTraining(const Project& project, const Engine& engine, const std::string& device,
                                       const Progress& progress, const std::stop_token& stop);

/// An array of setting, value and reason, as a run's config.json has it.
[[nodiscard]] nlohmann::ordered_json proposalJson(const std::vector<ProposedValue>& values);

}  // namespace tandem
