#include "storage/simulation/stored_simulations.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "storage/db/project.h"
#include "storage/simulation/simulation_folder.h"

#include <algorithm>
#include <format>
#include <functional>
#include <system_error>
#include <utility>

namespace tandem {
namespace {

constexpr const char* kFolder = "simulations";

}  // namespace

std::vector<StoredSimulation> storedSimulations(const Project& project, std::int64_t runId) {
    std::vector<StoredSimulation> found;
    for (const std::filesystem::path& entry : entriesOf(simulationsFolder(project))) {
        try {
            StoredSimulation one{.folder = project.inside(std::filesystem::path(kFolder) / entry.filename()),
                                 .simulation = {}};
            one.simulation = readSimulation(one.folder);
            if (one.simulation.settings.runId == runId) {
                found.push_back(std::move(one));
            }
        } catch (const Error&) {
            continue;  // a folder that is none of ours, or damaged: there is nothing to show of it
        }
    }
    std::ranges::sort(found, std::greater{},
                      [](const StoredSimulation& one) { return std::pair(one.simulation.startedAt, one.folder); });
    return found;
}

std::filesystem::path simulationsFolder(const Project& project) {
    return project.inside(kFolder);
}

std::filesystem::path newSimulationFolder(const Project& project) {
    makeFolder(simulationsFolder(project));
    for (int number = 1;; ++number) {
        const std::filesystem::path folder =
            project.inside(std::filesystem::path(kFolder) / std::format("{:04}", number));
        std::error_code failure;
        if (std::filesystem::create_directory(folder, failure)) {
            return folder;
        }
        if (failure) {
            throw Error(ErrorCode::Io, "The folder " + folder.string() + " cannot be made: " + failure.message() + ".");
        }
    }
}

void removeStoredSimulation(const Project& project, const std::filesystem::path& folder) {
    removeSimulation(project.inside(std::filesystem::path(kFolder) / folder.filename()));
}

}  // namespace tandem
