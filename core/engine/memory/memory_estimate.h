// The memory estimate of core/engine.h for a training plan. Thread-safe.
// Invariant: nothing is allocated, and of the cases only the headers are read.
#pragma once

#include "core/engine.h"

namespace tandem {

/// See Engine::estimateTraining(). Throws Error (NotFound for the device or a case; InvalidInput for a setting).
[[nodiscard]] MemoryEstimate estimateTraining(const TrainingPlan& plan);

}  // namespace tandem
