// Simulates what a correcting budget is worth: for each strategy and seed an oracle answers round by round where the
// strategy asks, the run is trained on with the answers, and is judged; beside it the run trained on without any.
//
// For the thread of the source's Project; predicts and trains, so it belongs into a job. Invariant: the project that is
// simulated on is not changed, and what is done stays: the same call goes on where it was stopped, and one that asks
// for more strategies or seeds adds them.
#pragma once

#include "core/base/progress.h"
#include "storage/simulation/simulation_record.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

namespace tandem {

class Engine;
class Project;

/// Settings for the run: those of fineTuning(), and a budget of a share of the voxels that can be corrected. Throws
/// Error as casesToSimulate().
[[nodiscard]] SimulationSettings suggestedSimulation(const Project& project, std::int64_t runId);
/// A share of the voxels of all cases that are corrected, at least one. Throws likewise.
[[nodiscard]] std::int64_t budgetOfShare(const Project& project, std::int64_t runId, double share);
/// For each round, unless told otherwise: far less is wrong than can be looked at.
[[nodiscard]] constexpr double budgetShare(BudgetOf of) noexcept {
    return of == BudgetOf::LookedAt ? 0.02 : 0.002;
}

/// Told on the thread that simulates, when the start is judged and after each round.
using SimulationGrew = std::function<void(const Simulation&)>;

/// folder: of the simulation alone; it may be there, or not. Throws Error (Cancelled; Conflict where the folder has a
/// simulation of another kind or something else in it, or another process works on it; Io where it does not fit the
/// disk; as casesToSimulate(),
/// casesToJudgeBy() and requireSteadyCrop(); as CorrectionRounds).
Simulation runSimulation(const Project& source, Engine& engine, const SimulationSettings& settings,
                         const std::filesystem::path& folder, const SimulationGrew& grew, const Progress& progress,
                         const std::stop_token& stop);

}  // namespace tandem
