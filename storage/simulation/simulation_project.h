// The project in which a simulation works, DIR/simulation.tandem: the cases of a run's split, where they are, with the
// labels of the unlabelled ones left out, and the run with its checkpoint.
//
// For the thread of the Projects. Invariant: the project that is simulated on is only read; of a hidden label nothing
// comes over but what an oracle answered.
#pragma once

#include "storage/db/project.h"
#include "storage/simulation/simulation_settings.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace tandem {

class Engine;
struct CheckpointRecord;

/// One case in both projects.
struct SimulatedCase {
    std::int64_t sourceId = 0;
    std::int64_t id = 0;  ///< without a label, in the simulation's
};

struct SimulationProject {
    Project project;
    std::int64_t runId = 0;                ///< what everything goes on from
    std::int64_t splitId = 0;              ///< the run's
    std::vector<SimulatedCase> corrected;  ///< sorted by name
    std::vector<std::int64_t> judged;      ///< sorted by name, as what follows
    std::vector<std::int64_t> validation;
};

/// Opens it, and makes it first where there is none. checkpoint: of the settings' run, in the source. Throws Error
/// (Conflict where there is one of another checkpoint; NotFound where a file of a case is missing; Io).
[[nodiscard]] SimulationProject openSimulationProject(const Project& source, const Engine& engine,
                                                      const SimulationSettings& settings,
                                                      const CheckpointRecord& checkpoint,
                                                      const std::filesystem::path& folder);

}  // namespace tandem
