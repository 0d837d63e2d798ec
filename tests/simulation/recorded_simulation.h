// A simulation as if it had been done, with round numbers, for tests of what reads one.
#pragma once

#include "storage/simulation/simulation_record.h"

namespace tandem {

/// Two strategies and no correction, two seeds, two rounds. Rounds look at 100 voxels each and change 10 (least
/// reliable) or 5; Dice of the only class grows by 0.04 (least reliable), 0.02 or 0.01 in a round, and 0.02 more of
/// seed 42.
inline Simulation recordedSimulation() {
    Simulation simulation{.settings = {.runId = 1,
                                       .strategies = {RegionStrategy::LeastReliable, RegionStrategy::ForegroundRandom},
                                       .seeds = {1337, 42},
                                       .rounds = 2,
                                       .budgetVoxels = 100,
                                       .training = {}},
                          .checkpointHash = std::string(64, 'a'),
                          .startedAt = "2026-01-31T09:30:00Z",
                          .classes = {"atrium"},
                          .labelHashes = {std::string(64, 'b')},
                          .corrected = {"case_1", "case_2"},
                          .correctableVoxels = 10'000,
                          .start = {{"case_3", {0.7}}, {"case_4", {0.8}}},
                          .rows = {}};
    for (const std::int64_t seed : simulation.settings.seeds) {
        for (int round = 1; round <= 2; ++round) {
            for (const SimulationArm& arm : simulation.settings.arms()) {
                const bool isBest = arm.strategy == RegionStrategy::LeastReliable;
                const double gain = (arm.strategy ? isBest ? 0.04 : 0.02 : 0.01) * round + (seed == 42 ? 0.02 : 0);
                const CorrectionEffort effort =
                    arm.strategy
                        ? CorrectionEffort{.lookedAt = 100, .changed = isBest ? 10 : 5, .slices = 4, .units = 2}
                        : CorrectionEffort{};
                SimulationRow row{.arm = arm,
                                  .seed = seed,
                                  .round = round,
                                  .effort = effort,
                                  .total = effort,
                                  .runId = static_cast<std::int64_t>(simulation.rows.size()) + 2,
                                  .seconds = 1.5,
                                  .judged = {{"case_3", {0.7 + gain}}, {"case_4", {0.8 + gain}}}};
                if (round == 2) {
                    row.total += effort;
                }
                simulation.rows.push_back(std::move(row));
            }
        }
    }
    return simulation;
}

}  // namespace tandem
