// Trains a network as a plan says: the training half of core/engine.h. Thread-safe: a run shares nothing with another.
#pragma once

#include "core/engine.h"

#include <stop_token>

namespace tandem {

/// See Engine::train(). With resumeFrom, initialWeights are not read. A checkpoint continues with the same cases and
/// settings; what may change is listed in resume.h. Beside the checkpoints nothing is written.
TrainingSummary train(const TrainingPlan& plan, TrainingObserver& observer, const std::stop_token& stop);

}  // namespace tandem
