// A simulation as it is kept: what was asked for, what its run was worth before, and a row for each round of each
// strategy and seed that is done.
//
// For one thread at a time; a file is read and written as a whole. Invariant: a row is there once its round is done and
// judged, so that what is missing is what is still to do.
#pragma once

#include "storage/simulation/label_oracle.h"
#include "storage/simulation/simulation_settings.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tandem {

struct DiceOfCase {
    std::string name;
    std::vector<double> dice;  ///< classes 1..C-1, on the image's grid

    bool operator==(const DiceOfCase&) const = default;
};

/// Mean over the cases of the mean over the structures.
[[nodiscard]] double meanDiceOf(const std::vector<DiceOfCase>& cases);

struct SimulationRow {
    SimulationArm arm;
    std::int64_t seed = 0;
    int round = 0;            ///< from 1
    CorrectionEffort effort;  ///< of this round
    CorrectionEffort total;   ///< of this round and those before it
    std::int64_t runId = 0;   ///< in the simulation's own project
    double seconds = 0;       ///< that the round took, without what a stop cut off
    std::vector<DiceOfCase> judged;

    [[nodiscard]] double dice() const { return meanDiceOf(judged); }

    bool operator==(const SimulationRow&) const = default;
};

struct Simulation {
    SimulationSettings settings;
    std::string checkpointHash;            ///< of the run's checkpoint, SHA-256
    std::string startedAt;                 ///< ISO 8601, UTC
    std::vector<std::string> classes;      ///< names of the structures, classes 1..C-1
    std::vector<std::string> labelHashes;  ///< SHA-256 of the labels that are hidden and judged by
    std::vector<std::string> corrected;    ///< names of the cases whose labels are hidden
    std::int64_t correctableVoxels = 0;    ///< of them, all voxels
    std::vector<DiceOfCase> start;         ///< by the run itself; empty until it was judged
    std::vector<SimulationRow> rows;       ///< in the order in which they were done

    /// nullptr where it is not done.
    [[nodiscard]] const SimulationRow* find(const SimulationArm& arm, std::int64_t seed, int round) const;
    /// Rounds of all arms and seeds that the settings ask for, and how many of them are done.
    [[nodiscard]] int roundsAskedFor() const;
    [[nodiscard]] int roundsDone() const;
    [[nodiscard]] bool isDone() const { return roundsDone() == roundsAskedFor(); }
};

/// DIR/simulation.json
[[nodiscard]] std::filesystem::path simulationFile(const std::filesystem::path& folder);
/// The folder need be none of a project: it may come from a stranger. Throws Error (NotFound where there is none;
/// Corrupt; Unsupported for one of a newer program; Io).
[[nodiscard]] Simulation readSimulation(const std::filesystem::path& folder);
/// Throws Error (Io).
void writeSimulation(const std::filesystem::path& folder, const Simulation& simulation);

/// A line for each round that is done, judged case and class, and for the start.
[[nodiscard]] std::string simulationCsv(const Simulation& simulation);

}  // namespace tandem
