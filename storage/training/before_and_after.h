// What a run that goes on from another has gained by it: the Dice of what it began with and of what it ended with, on
// the same validation cases, with the test stride.
//
// For the thread of the Project. Invariant: both are of the same network code, cases, labels and prepared grids, as the
// run itself measures them, before its first iteration and after its last.
#pragma once

#include "storage/db/run_ancestor.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tandem {

class Project;

/// Means over the cases.
struct DiceChange {
    double before = 0;
    double after = 0;

    [[nodiscard]] double difference() const noexcept { return after - before; }
};

struct BeforeAndAfter {
    std::int64_t runId = 0;
    RunAncestor from;
    std::int64_t iteration = 0;        ///< after which it was measured last
    std::vector<std::string> classes;  ///< names of the structures, classes 1..C-1
    std::vector<DiceChange> dice;      ///< of them
    DiceChange mean;
    std::size_t cases = 0;
};

/// Nothing for a run that goes on from none, has no validation case, or has not come to its end yet.
[[nodiscard]] std::optional<BeforeAndAfter> beforeAndAfter(const Project& project, std::int64_t runId);

}  // namespace tandem
