// The processes that train one network together, each with its part of every batch, and what they add up.
//
// LibTorch's c10d carries the numbers: NCCL between GPUs, Gloo between CPUs. Ranks do the same calls in the same order;
// sum() and gathered() are for the thread that trains and that of its backward pass, which never run at once; the
// others are thread-safe. Invariant: what sum() and gathered() give is the same on every rank, bit for bit, and a rank
// that is lost, or fails, ends the waiting of all others with an Error within a minute.
#pragma once

#include "core/base/error.h"
#include "core/engine/ranks/rank_place.h"

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include <functional>
#include <memory>
#include <stop_token>
#include <string>

namespace tandem {

class RankMeeting;
class RankCollectives;

/// Ends the waiting on every rank: another one was lost, or told its own error. Where it was told there, or by rank 0,
/// this rank has nothing to say.
class RankLost : public Error {
public:
    RankLost(const std::string& sentence, bool isToldElsewhere)
        : Error(ErrorCode::Io, sentence), m_isToldElsewhere(isToldElsewhere) {}
    [[nodiscard]] bool isToldElsewhere() const noexcept { return m_isToldElsewhere; }

private:
    bool m_isToldElsewhere;
};

class RankGroup {
public:
    /// Waits until all ranks are there. stop: this process's; see stopToken(). onStuck: called on another thread with
    /// the sentence that ends the run where a rank was lost and this one waits for it in the driver of its device, from
    /// where it cannot be called back; it is to end the process. Throws Error (Unsupported where this LibTorch cannot
    /// do it, Conflict, Io, Cancelled).
    RankGroup(const RankPlace& place, const std::stop_token& stop, std::function<void(const std::string&)> onStuck);
    /// Rank 0 waits for the others, as they meet there.
    ~RankGroup();
    RankGroup(const RankGroup&) = delete;
    RankGroup& operator=(const RankGroup&) = delete;

    [[nodiscard]] int rank() const noexcept { return m_place.rank; }
    [[nodiscard]] int ranks() const noexcept { return m_place.ranks; }
    /// The one that writes and tells.
    [[nodiscard]] bool isFirst() const noexcept { return m_place.rank == 0; }
    /// Requested soon after any rank was asked to stop. At which iteration they do is for them to agree upon.
    [[nodiscard]] std::stop_token stopToken() const;

    /// What the setting device means for this rank: of several GPUs the one of its number on its machine. Throws Error
    /// (NotFound).
    [[nodiscard]] c10::Device deviceFor(const std::string& setting) const;
    /// On so many threads this rank computes of those that its machine offers it alone.
    [[nodiscard]] int threadsOf(int all) const;
    /// Throws Error (Conflict) where another rank says something else than rank 0. what: "plan".
    void requireSame(const std::string& what, const std::string& text);

    /// The way by which numbers go from then on, for tensors on the device. Throws Error (Unsupported).
    void connect(const c10::Device& device);
    /// Who shares the work and how they are connected, for the log.
    [[nodiscard]] std::string description() const;

    /// The sum over all ranks, in place. tensor: contiguous, on the connected device. Throws Error when a rank is lost.
    void sum(const at::Tensor& tensor) const;
    /// (ranks, ...): what each rank has. Throws as sum().
    [[nodiscard]] at::Tensor gathered(const at::Tensor& tensor) const;
    /// Throws Error when a rank is lost: numbers that were read from a GPU since may be made up.
    void requireWhole() const;
    /// Whether a rank is lost or failed, so that nothing is to be shared any more.
    [[nodiscard]] bool isBroken() const;
    /// Of a broken group, once what had to be saved is saved: may wait some seconds until it is known.
    [[nodiscard]] RankLost whyBroken() const;

    /// Tells the others why this rank leaves them.
    void fail(const Error& error);

private:
    RankPlace m_place;
    std::unique_ptr<RankMeeting> m_meeting;
    std::unique_ptr<RankCollectives> m_collectives;
};

}  // namespace tandem
