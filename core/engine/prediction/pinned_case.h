// The maps of the case that a person watches while a run trains. Not for two threads on one network.
//
// Invariant: the network, its mode and the random generators are the same before and after.
#pragma once

#include "core/engine.h"
#include "core/engine/prediction/sliding_window.h"

#include <cstdint>
#include <stop_token>

namespace tandem {

class MutualVNetImpl;

/// All maps of the case, whose label is not read. window: as in validations; what it averages is chosen here. Throws
/// Error (Cancelled within one window batch of a stop; OutOfMemory, after which the network is as before).
[[nodiscard]] PinnedPrediction predictPinned(MutualVNetImpl& network, const PreparedCase& prepared,
                                             SlidingWindow window, std::int64_t iteration, const std::stop_token& stop);

/// With what the pinned case of the plan, which has one, needs at the peak of its prediction when that is more.
[[nodiscard]] MemoryEstimate withPinnedCase(MemoryEstimate training, const TrainingPlan& plan, std::uint64_t freeBytes);

}  // namespace tandem
