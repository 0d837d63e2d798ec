// Trains a network as a plan says: the training half of core/engine.h. Thread-safe: a run shares nothing with another.
#pragma once

#include "core/engine.h"
#include "core/engine/ranks/rank_group.h"

#include <stop_token>

namespace tandem {

/// See Engine::train(). With resumeFrom, initialWeights are not read. A checkpoint continues with the same cases and
/// settings; what may change is listed in resume.h. Beside the checkpoints nothing is written.
/// ranks: which train the same plan at the same time, each in a process with its part of every batch, as if one did.
/// Only the first of them writes, and has anything to tell its observer. Null for one process alone.
TrainingSummary train(const TrainingPlan& plan, TrainingObserver& observer, const std::stop_token& stop,
                      RankGroup* ranks = nullptr);

}  // namespace tandem
