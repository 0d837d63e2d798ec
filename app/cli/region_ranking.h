// The regions of all cases to review in the order of a strategy, with what validation cases say of it, for a terminal.
//
// On the main thread.
#pragma once

#include "core/reliability/region_order.h"
#include "storage/prediction/prediction_weights.h"

#include <cstddef>
#include <cstdint>

namespace tandem {
class Project;
}

namespace tandem::cli {

struct CommandLine;

struct RegionRanking {
    RegionStrategy strategy = RegionStrategy::LeastReliable;
    std::uint64_t seed = 1;
    std::size_t first = 20;  ///< so many regions
};

/// Of the run's present weights. Says and answers what it found. Throws Error (NotFound, Corrupt, Cancelled).
void rankRegions(const CommandLine& line, const Project& project, std::int64_t runId, const Weights& weights,
                 const RegionRanking& ranking);

}  // namespace tandem::cli
