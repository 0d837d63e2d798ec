// Trains a run of a project: prepares its cases, keeps what it reports, and leaves it resumable however it ends.
//
// For the thread of the Project; training blocks it.
#pragma once

#include "core/base/progress.h"
#include "core/engine.h"
#include "core/proposal/proposal.h"
#include "core/settings/preparation_settings.h"
#include "core/settings/training_settings.h"
#include "storage/db/run_ancestor.h"
#include "storage/db/run_record.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace tandem {

class Project;

struct TrainingRequest {
    TrainingSettings training;
    PreparationSettings preparation;
    std::int64_t splitId = 0;
    std::string name;                                     ///< may be empty
    std::optional<std::filesystem::path> initialWeights;  ///< safetensors; copied into the run, which goes on from
                                                          ///< the run whose they are where that is known
    std::optional<std::int64_t> pinnedCase;               ///< watched while the run trains; see pinned_case.h
    bool acceptsLeak = false;                             ///< trains although the split divides a patient's cases
    std::optional<RunAncestor> goesOnFrom;                ///< whose the initial weights are; see train_on.h
    std::vector<ProposedValue> proposal;                  ///< what was proposed for it and why, kept with the run
};

/// Adds the run as queued, which locks its split. Throws Error before that (InvalidInput when the split lacks cases
/// that the method needs, its images have different numbers of channels, or the pinned case is none of it; Conflict
/// when the split divides a patient's cases, or trains on a case that judged the run whose weights are given, and the
/// request does not accept it, or judges by a case that a run was trained on which this one goes on from; NotFound).
/// Finding out whose weights are given can take long: it reports to progress, and a stop ends it (Cancelled).
[[nodiscard]] RunRecord queueTraining(
    Project& project, const Engine& engine, const TrainingRequest& request,
    const Progress& progress = [](double, std::string_view) {}, const std::stop_token& stop = {});

/// Whether a training is measured on the validation cases of its split.
enum class Validating {
    AsSettings,
    Never  ///< whoever trains judges otherwise; no checkpoint is the best then
};

/// Trains a queued run, or continues one that has a checkpoint. Preparation reports to `preparing`, training to
/// `observer`, which is first told what the split lacks and what preparation lost. When it throws, the run is marked as
/// failed with the error's sentence.
TrainingSummary runTraining(Project& project, Engine& engine, std::int64_t runId, TrainingObserver& observer,
                            const Progress& preparing, const std::stop_token& stop,
                            Validating validating = Validating::AsSettings);

struct PlannedTraining {
    TrainingPlan plan;
    std::vector<std::string> notices;  ///< on how cases were prepared, naming the case
};

/// What the run would train on. Prepares the cases that are not prepared yet.
[[nodiscard]] PlannedTraining planTraining(Project& project, const RunRecord& run, const Progress& preparing,
                                           const std::stop_token& stop, Validating validating = Validating::AsSettings);

}  // namespace tandem
