// Gloo or NCCL, as LibTorch's c10d opens them. For the sources that meet through it. Invariant: a group that broke is
// never waited for, not even at its end.
#pragma once

#include "core/engine/ranks/rank_meeting.h"

#include <torch/csrc/distributed/c10d/Store.hpp>

namespace tandem {

struct C10dConnection {
    std::unique_ptr<RankCollectives> collectives;
    std::function<void()> abort;  ///< from another thread: ends what the device waits for; may be empty
};

/// The meeting outlives what is returned. Throws Error (Unsupported where this LibTorch lacks what the devices need).
[[nodiscard]] C10dConnection connectC10d(RankMeeting& meeting, const c10::intrusive_ptr<c10d::Store>& store, int rank,
                                         int ranks, const RankConnection& connection);

}  // namespace tandem
