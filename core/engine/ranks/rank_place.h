// Where this process stands among those that train together, as whoever started them says: torchrun, mpirun, mpiexec,
// srun, or a person who sets the same variables.
//
// Plain values; thread-safe. Invariant: 0 <= rank < ranks, and ranks is at least 2.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace tandem {

struct RankPlace {
    int rank = 0;
    int ranks = 2;
    int localRank = 0;             ///< among those on this machine
    std::string address;           ///< of the machine on which rank 0 runs
    std::uint16_t port = 0;        ///< at which they meet there
    bool isMeetingServed = false;  ///< by the launcher; else rank 0 serves it
    std::string attempt;           ///< of a launcher that starts all anew after a failure
};

/// The value of an environment variable, or nothing where it is not set or empty.
using Variables = std::function<std::optional<std::string>(const char* name)>;

/// Nothing where this process is alone. Throws Error (InvalidInput) where the variables contradict each other, or do
/// not tell where to meet.
[[nodiscard]] std::optional<RankPlace> rankPlace(const Variables& variables);

/// The same by the variables of this process.
[[nodiscard]] std::optional<RankPlace> rankPlace();

}  // namespace tandem
