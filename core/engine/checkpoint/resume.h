// Whether a checkpoint may be continued as a plan says, and what of it a run takes over.
//
// A run continues with the cases and the settings it began with. Only these settings may change: iterations, the length
// of the schedule, device, precision, learning-rate, placement, prefetch-threads, deterministic, the checkpoint and
// validation intervals and the strides; a changed device, precision or learning rate means other numbers from there on.
// So does another number of threads on the CPU: a run that is deterministic takes as many as it began with. A
// checkpoint of imported weights only has to fit the network. Thread-safe. Invariant: nothing is changed here.
#pragma once

#include "core/engine/checkpoint/checkpoint.h"

#include <optional>
#include <string>
#include <vector>

namespace tandem {

/// Throws Error (Conflict) naming what differs: a setting, the classes, the channels or the cases.
void requireContinuable(const Checkpoint& checkpoint, const TrainingPlan& plan, int channels, const CaseIds& cases);

/// The momentum in the order of the network's parameters; undefined tensors where there is none.
[[nodiscard]] std::vector<torch::Tensor> momentumFor(const MutualVNet& network, const RunState& run);

/// By the parameters' names, as copies on the CPU.
[[nodiscard]] std::map<std::string, torch::Tensor> momentumOf(const MutualVNet& network,
                                                              const std::vector<torch::Tensor>& buffers);

/// Brings the best checkpoint from beside the one that is continued into the run's folder when that has none yet.
/// Returns whether the folder has one. Throws Error (Io).
[[nodiscard]] bool bringBestCheckpoint(const TrainingPlan& plan);

}  // namespace tandem
