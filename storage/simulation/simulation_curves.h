// The curves of a simulation: for each strategy and round the mean over the seeds, and how far they lie apart.
//
// Plain values and pure functions; thread-safe. Invariant: a point is of the seeds that have done the round, at least
// one.
#pragma once

#include "storage/simulation/simulation_record.h"

#include <string>
#include <vector>

namespace tandem {

struct SimulationPoint {
    int round = 0;        ///< 0 for the start
    int seeds = 0;        ///< that have done it
    double lookedAt = 0;  ///< voxels in all rounds up to it; mean over the seeds, as what follows
    double changed = 0;
    double slices = 0;
    double dice = 0;
    double lowestDice = 0;  ///< of a seed
    double highestDice = 0;
    std::vector<double> classDice;  ///< means, classes 1..C-1
};

struct SimulationCurve {
    SimulationArm arm;
    std::vector<SimulationPoint> points;  ///< the start first
};

/// One for each arm that is asked for and has a round done; none before the start was judged.
[[nodiscard]] std::vector<SimulationCurve> curvesOf(const Simulation& simulation);

}  // namespace tandem
