// For a LibTorch without its distributed part.
#include "core/engine/ranks/rank_group.h"
#include "core/engine/ranks/rank_meeting.h"

namespace tandem {

std::unique_ptr<RankMeeting> meet(const RankPlace& place, const std::stop_token& /*stop*/,
                                  std::function<void(const std::string&)> /*onStuck*/) {
    throw Error(ErrorCode::Unsupported,
                "This was started as one of " + std::to_string(place.ranks) +
                    " processes that train together, but the engine was built without LibTorch's distributed part; "
                    "start one process alone, or build the engine where LibTorch has Gloo (and libgloo-dev) or NCCL.");
}

}  // namespace tandem
