// A trained model as a folder that works without this program: TorchScript, weights, how images are prepared for it, a
// script that predicts as this program does, a MONAI bundle's files, and a generated case to check a machine with.
//
// For the thread of the Project. Invariant: the folder appears whole or not at all, and nothing of a patient is in it
// but what a network's weights have learned.
#pragma once

#include "core/base/progress.h"
#include "core/engine.h"
#include "storage/export/export_request.h"
#include "storage/prediction/prediction_weights.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>

namespace tandem {

class Project;

struct ModelExportRequest {
    std::int64_t runId = 0;
    std::optional<CheckpointKind> checkpoint;           ///< absent: best where there is one, else last
    double abstainUnder = AbstainSettings().threshold;  ///< trust, 0..1
    std::filesystem::path folder;                       ///< to make
    bool overwrite = false;                             ///< a model that was exported there before is replaced
};

struct ExportedModel {
    std::filesystem::path folder;
    Weights weights;
    bool canAbstain = false;  ///< trust is calibrated, so the threshold is told
};

/// Throws Error (InvalidInput for what is wrong with the request; NotFound without a checkpoint; Conflict when the
/// folder is there already and is not to be replaced, holds something else than a model, or is the project's; Io;
/// OutOfMemory; Cancelled).
ExportedModel exportModel(const Project& project, const Engine& engine, const ModelExportRequest& request,
                          const Progress& progress, const std::stop_token& stop);

}  // namespace tandem
