// How the processes of a group find each other, notice who is gone, and hear why: beside the numbers that they compute
// with, and while these are waited for.
//
// exchange() is for the thread that trains, the rest is thread-safe. Invariant: what one rank says stays said, and each
// rank knows within a minute that another is gone.
#pragma once

#include "core/engine/ranks/rank_place.h"

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

class RankLost;

/// What the ranks compute together; see RankGroup.
class RankCollectives {
public:
    virtual ~RankCollectives() = default;
    /// "Gloo" or "NCCL".
    [[nodiscard]] virtual std::string name() const = 0;
    virtual void sum(const at::Tensor& tensor) = 0;
    [[nodiscard]] virtual at::Tensor gathered(const at::Tensor& tensor) = 0;
};

/// Between which processes.
struct RankConnection {
    c10::Device device{c10::kCPU};
    bool isOneMachine = false;
    bool sharesDevices = false;  ///< two ranks compute on one GPU, which NCCL refuses
};

class RankMeeting {
public:
    virtual ~RankMeeting() = default;

    [[nodiscard]] virtual std::stop_token stopToken() const = 0;
    /// What all ranks say of a topic, once each of them has said it. Throws RankLost; Error (Cancelled).
    [[nodiscard]] virtual std::vector<std::string> exchange(const std::string& topic, const std::string& mine) = 0;
    /// All ranks at once. Throws Error (Unsupported, Io).
    [[nodiscard]] virtual std::unique_ptr<RankCollectives> connect(const RankConnection& connection) = 0;

    [[nodiscard]] virtual bool isBroken() const = 0;
    /// Of a connection that ended. Returns at once, as a launcher that lost a rank may soon end this one: what is to be
    /// saved comes before why().
    [[nodiscard]] virtual RankLost connectionLost() = 0;
    /// Why the group is broken. Where that is not known yet it is waited for, some seconds.
    [[nodiscard]] virtual RankLost why() = 0;
    /// Tells the others that this rank ends with an error of its own.
    virtual void fail(const std::string& sentence) = 0;
};

/// See RankGroup's constructor.
[[nodiscard]] std::unique_ptr<RankMeeting> meet(const RankPlace& place, const std::stop_token& stop,
                                                std::function<void(const std::string&)> onStuck);

}  // namespace tandem
