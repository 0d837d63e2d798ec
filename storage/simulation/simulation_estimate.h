// How long a simulation would take, from how long the run's iterations took.
//
// For the thread of the Project. Invariant: a time is told only where the run did enough iterations to measure one.
#pragma once

#include "storage/simulation/simulation_settings.h"

#include <cstdint>
#include <optional>

namespace tandem {

class Engine;
class Project;

struct SimulationEstimate {
    int trainings = 0;
    std::int64_t iterations = 0;  ///< of all of them
    int predictions = 0;          ///< of whole cases
    std::optional<double> seconds;
};

/// Throws Error as casesToSimulate() and casesToJudgeBy().
[[nodiscard]] SimulationEstimate estimateSimulation(const Project& project, const Engine& engine,
                                                    const SimulationSettings& settings);

}  // namespace tandem
