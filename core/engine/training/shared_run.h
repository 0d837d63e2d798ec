// What a run that several ranks share does beside what one process alone would do: gradients are added up, all stop at
// the same iteration, and when a rank is lost in the middle of a step, the state before it can be had again.
//
// For the thread that trains. Invariant: after a step the weights of all ranks are the same.
#pragma once

#include "core/engine/network/mutual_vnet.h"
#include "core/engine/ranks/rank_group.h"

#include <stop_token>
#include <vector>

namespace tandem {

class SharedRun {
public:
    /// Both outlive it.
    SharedRun(const RankGroup& ranks, MutualVNet& network);

    /// Keeps what a step changes before its gradients are there, while weights and momentum are as they were: running
    /// statistics and the state of dropout.
    void beginStep();
    /// What beginStep() kept.
    void undoStep();

    /// Puts the sum over all ranks in place of each parameter's gradient, and agrees with them whether to stop, as one
    /// that was asked to wants. Returns once it is done, so that nothing is learnt from what a lost rank left.
    void sumGradients(const std::stop_token& stop);
    /// Whether all ranks stop now.
    [[nodiscard]] bool isStopping() const noexcept { return m_isStopping; }

private:
    const RankGroup& m_ranks;
    MutualVNet& m_network;
    std::vector<torch::Tensor> m_statistics;  ///< of the network, in order
    std::vector<torch::Tensor> m_kept;        ///< what they were
    torch::Tensor m_keptDropout;
    torch::Tensor m_sums;  ///< of all gradients, one after the other, and of those that want to stop
    bool m_isStopping = false;
};

}  // namespace tandem
