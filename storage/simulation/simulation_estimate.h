// What a simulation would take before it is begun: time, from how long the run's iterations took, and room on the disk.
//
// For the thread of the Project. Invariant: a time is told only where the run did enough iterations to measure one;
// bytes are the most that there are at a time.
#pragma once

#include "storage/simulation/simulation_settings.h"

#include <cstdint>
#include <filesystem>
#include <optional>

namespace tandem {

class Engine;
class Project;

struct SimulationDisk {
    std::uint64_t predictionBytes = 0;
    std::uint64_t preparedBytes = 0;
    std::uint64_t checkpointBytes = 0;  ///< with the weights that runs begin with
    std::uint64_t answerBytes = 0;      ///< labels that the oracle has answered, and the numbers of the trainings
    std::uint64_t thereBytes = 0;       ///< of a simulation that is gone on with
    std::uint64_t freeBytes = 0;        ///< where it lies

    [[nodiscard]] std::uint64_t neededBytes() const {
        return predictionBytes + preparedBytes + checkpointBytes + answerBytes;
    }
    [[nodiscard]] bool fits() const { return neededBytes() <= freeBytes + thereBytes; }
};

struct SimulationEstimate {
    int trainings = 0;
    std::int64_t iterations = 0;  ///< of all of them
    int predictions = 0;          ///< of whole cases
    std::optional<double> seconds;
    SimulationDisk disk;
};

/// folder: of the simulation, which need not be there. Throws Error as casesToSimulate() and casesToJudgeBy(); Io.
[[nodiscard]] SimulationEstimate estimateSimulation(const Project& project, const Engine& engine,
                                                    const SimulationSettings& settings,
                                                    const std::filesystem::path& folder);

/// Throws Error (Io) where it does not fit the disk.
void requireRoom(const SimulationDisk& disk, const std::filesystem::path& folder);

}  // namespace tandem
