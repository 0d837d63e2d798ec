// How pages call runs and their checkpoints, in the language of the window. Thread-safe.
#pragma once

#include "core/engine.h"

#include <QString>

namespace tandem {

struct RunRecord;
struct Weights;

/// "Run 3 · its name", or its method where it has none.
[[nodiscard]] QString runTitle(const RunRecord& run);
/// "best" or "last".
[[nodiscard]] QString checkpointTitle(CheckpointKind kind);
/// "best, iteration 400".
[[nodiscard]] QString checkpointTitle(CheckpointKind kind, std::int64_t iteration);

/// "best, iteration 6", and that the run has trained beyond them where they are outdated.
[[nodiscard]] QString weightsTitle(const Weights& weights, bool areOutdated);

}  // namespace tandem
