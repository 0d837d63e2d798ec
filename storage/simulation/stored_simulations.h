// The simulations that the window keeps in a project, each in a folder of its own under simulations/.
//
// For the thread of the Project. Invariant: nothing outside of the project's folder is read or deleted, whatever the
// project says.
#pragma once

#include "storage/simulation/simulation_record.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace tandem {

class Project;

struct StoredSimulation {
    std::filesystem::path folder;  ///< absolute
    Simulation simulation;
};

/// Of the run, the newest first; what cannot be read is left out.
[[nodiscard]] std::vector<StoredSimulation> storedSimulations(const Project& project, std::int64_t runId);

/// In which they lie; it need not be there. Throws Error (Corrupt where something else is in its place).
[[nodiscard]] std::filesystem::path simulationsFolder(const Project& project);

/// Makes an empty one that nobody else has. Throws Error (Io).
[[nodiscard]] std::filesystem::path newSimulationFolder(const Project& project);

/// As removeSimulation(), which throws the same; Error (Corrupt) for a folder that is none of the project's.
void removeStoredSimulation(const Project& project, const std::filesystem::path& folder);

}  // namespace tandem
