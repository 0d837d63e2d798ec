// A simulation as a table for the terminal and as JSON for machines.
//
// Thread-safe. Invariant: both say the same numbers, means over the seeds with the lowest and the highest.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace tandem {
struct Simulation;
}

namespace tandem::cli {

/// A row for the start, and for each round of each strategy that is done.
[[nodiscard]] std::string simulationTable(const Simulation& simulation);
[[nodiscard]] nlohmann::ordered_json simulationJson(const Simulation& simulation);

}  // namespace tandem::cli
