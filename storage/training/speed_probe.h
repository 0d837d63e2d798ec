// A few iterations of a plan, trained to measure them and forgotten.
#pragma once

#include "core/engine.h"

#include <cstdint>
#include <stop_token>

namespace tandem {

struct ProbedSpeed {
    std::int64_t iterations = 0;  ///< measured; the first, in which libraries set themselves up, counts when alone
    double secondsPerIteration = 0;
};

/// Blocks for some iterations, fewer when they are long. Its files lie in the system's folder for temporary files
/// meanwhile. Throws Error (Cancelled; Io; what training throws).
[[nodiscard]] ProbedSpeed probeSpeed(Engine& engine, const TrainingPlan& plan, const std::stop_token& stop);

}  // namespace tandem
