// A run that another goes on from, and the weights that were taken from it. A plain value.
//
// Invariant: it stays as it was written, also when that run is removed.
#pragma once

#include "core/engine.h"

#include <cstdint>
#include <optional>
#include <string>

namespace tandem {

struct RunAncestor {
    std::int64_t runId = 0;
    std::optional<std::int64_t> splitId;
    std::string checkpointHash;
    CheckpointKind checkpointKind = CheckpointKind::Last;
    std::int64_t checkpointIteration = 0;

    bool operator==(const RunAncestor&) const = default;
};

}  // namespace tandem
