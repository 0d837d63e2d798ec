#include "core/engine/ranks/rank_place.h"

#include "core/base/environment.h"
#include "core/base/error.h"

#include <array>
#include <charconv>
#include <limits>

namespace tandem {
namespace {

constexpr std::uint16_t kUsualPort = 29500;  // torch.distributed's

/// The names under which a launcher tells a process its place.
struct Launcher {
    const char* rank;
    const char* ranks;
    const char* localRank;
    const char* ofAll;    ///< which says that all ranks are on one machine
    const char* isOfAll;  ///< by having this value; that of ranks where it is null
};

// The innermost first: torchrun may be started by srun, a process of mpirun runs below a step of srun. A batch script's
// own process, which is no part of a step, has no SLURM_STEP_NUM_TASKS.
constexpr std::array kLaunchers{
    Launcher{"RANK", "WORLD_SIZE", "LOCAL_RANK", "LOCAL_WORLD_SIZE", nullptr},
    Launcher{"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_LOCAL_RANK", "OMPI_COMM_WORLD_LOCAL_SIZE",
             nullptr},
    Launcher{"PMI_RANK", "PMI_SIZE", "MPI_LOCALRANKID", "MPI_LOCALNRANKS", nullptr},
    Launcher{"SLURM_PROCID", "SLURM_STEP_NUM_TASKS", "SLURM_LOCALID", "SLURM_STEP_NUM_NODES", "1"},
};

[[noreturn]] void throwContradiction(const std::string& what) {
    throw Error(ErrorCode::InvalidInput,
                what +
                    "; start the workers with torchrun, srun or mpirun, or set RANK, WORLD_SIZE, LOCAL_RANK, "
                    "MASTER_ADDR and MASTER_PORT for each of them.");
}

int numberOf(const char* name, const std::string& text, int least, int most) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < least || number > most) {
        throwContradiction(std::string(name) + " is \"" + text + "\" and should be a whole number from " +
                           std::to_string(least) + " to " + std::to_string(most));
    }
    return number;
}

const Launcher* launcherOf(const Variables& variables) {
    for (const Launcher& one : kLaunchers) {
        const bool hasRank = variables(one.rank).has_value();
        const bool hasRanks = variables(one.ranks).has_value();
        if (hasRank && hasRanks) {
            return &one;
        }
        // Only the names of the first are a person's to set.
        if ((hasRank || hasRanks) && &one == &kLaunchers.front()) {
            throwContradiction(std::string(hasRank ? one.rank : one.ranks) + " is set, but " +
                               (hasRank ? one.ranks : one.rank) + " is not");
        }
    }
    return nullptr;
}

std::string addressOf(const Variables& variables, const Launcher& launcher, const std::string& ranks) {
    if (const auto address = variables("MASTER_ADDR")) {
        return *address;
    }
    const std::string ofOneMachine = launcher.isOfAll == nullptr ? ranks : launcher.isOfAll;
    if (variables(launcher.ofAll) == ofOneMachine) {
        return "127.0.0.1";
    }
    throw Error(ErrorCode::InvalidInput,
                std::string(launcher.ranks) + " is " + ranks + ", but MASTER_ADDR is not set, so the workers do not " +
                    "know where to meet; set it to the name of the machine of rank 0 (with srun: export MASTER_ADDR="
                    "$(scontrol show hostnames \"$SLURM_JOB_NODELIST\" | head -n 1)).");
}

}  // namespace

std::optional<RankPlace> rankPlace(const Variables& variables) {
    const Launcher* const launcher = launcherOf(variables);
    if (launcher == nullptr) {
        return std::nullopt;
    }
    constexpr int kMostRanks = 1024;
    const std::string ranks = *variables(launcher->ranks);
    RankPlace place;
    place.ranks = numberOf(launcher->ranks, ranks, 1, kMostRanks);
    place.rank = numberOf(launcher->rank, *variables(launcher->rank), 0, place.ranks - 1);
    if (place.ranks == 1) {
        return std::nullopt;
    }
    if (const auto localRank = variables(launcher->localRank)) {
        place.localRank = numberOf(launcher->localRank, *localRank, 0, place.ranks - 1);
    } else if (variables(launcher->ofAll)) {
        throwContradiction(std::string(launcher->ofAll) + " is set, but " + launcher->localRank + " is not");
    } else {
        place.localRank = place.rank;  // a person's start on one machine; a GPU that is not there is refused
    }
    place.address = addressOf(variables, *launcher, ranks);
    const auto port = variables("MASTER_PORT");
    place.port =
        port ? static_cast<std::uint16_t>(numberOf("MASTER_PORT", *port, 1, std::numeric_limits<std::uint16_t>::max()))
             : kUsualPort;
    place.isMeetingServed = variables("TORCHELASTIC_USE_AGENT_STORE") == "True";
    place.attempt = variables("TORCHELASTIC_RESTART_COUNT").value_or("0");
    return place;
}

std::optional<RankPlace> rankPlace() {
    return rankPlace([](const char* name) -> std::optional<std::string> {
        const std::string value = environmentValue(name);
        return value.empty() ? std::nullopt : std::optional(value);
    });
}

}  // namespace tandem
