#include "storage/simulation/simulation_folder.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/folder_bytes.h"
#include "storage/db/inside_project.h"
#include "storage/simulation/simulation_record.h"

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>
#include <vector>

namespace tandem {
namespace {

constexpr const char* kLock = "simulation.lock";

/// Nobody else's project is taken for a simulation for its name.
bool isSimulation(const std::filesystem::path& folder) {
    if (isThere(folder / kLock)) {
        return true;
    }
    try {
        static_cast<void>(readSimulation(folder));
        return true;
    } catch (const Error& error) {
        if (error.code() != ErrorCode::NotFound && error.code() != ErrorCode::Corrupt) {
            throw;
        }
        return false;
    }
}

}  // namespace

void requireOwnFolder(const std::filesystem::path& folder) {
    constexpr std::array kOwn{"simulation.json", kLock, "simulation.tandem"};
    const auto isOurs = [&](const char* name) { return isThere(folder / name); };
    if (!entriesOf(folder).empty() && std::ranges::none_of(kOwn, isOurs)) {
        throw Error(ErrorCode::Conflict, folder.string() +
                                             " has something in it that is no simulation; name a folder that is new "
                                             "or empty.");
    }
}

FileLock lockSimulation(const std::filesystem::path& folder) {
    auto lock = FileLock::tryToTake(insideProject(folder, kLock), 0);
    if (!lock) {
        throw Error(ErrorCode::Conflict, "Another program works on the simulation in " + folder.string() +
                                             "; wait for it, or simulate in another folder.");
    }
    return std::move(*lock);
}

std::uint64_t simulationBytes(const std::filesystem::path& folder) {
    return folderBytes(folder);
}

void removeSimulation(const std::filesystem::path& folder) {
    const bool isEmpty = isFolder(folder) && entriesOf(folder).empty();  // as a crash may leave it
    if (!isEmpty && (!isFolder(folder) || !isSimulation(folder))) {
        throw Error(ErrorCode::NotFound, "There is no simulation in " + folder.string() + "; name the folder of one.");
    }
    const FileLock lock = lockSimulation(folder);
    // What tells of the others goes first; by the lock what a crash leaves is known, and goes by the same call.
    std::vector<std::filesystem::path> own;
    for (const char* const name : {"simulation.json", "simulation.tandem", "simulation.png", "simulation.csv", kLock}) {
        own.push_back(insideProject(folder, name));
    }
    std::ranges::for_each(own, removeFolder);
    std::error_code isNotEmpty;
    std::filesystem::remove(folder, isNotEmpty);
}

}  // namespace tandem
