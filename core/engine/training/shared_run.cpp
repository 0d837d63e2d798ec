#include "core/engine/training/shared_run.h"

#include <c10/core/GradMode.h>

namespace tandem {

SharedRun::SharedRun(const RankGroup& ranks, MutualVNet& network)
    : m_ranks(ranks), m_network(network), m_statistics(network->buffers()) {
    network->shareAmong(ranks);
}

void SharedRun::beginStep() {
    const torch::NoGradGuard noGrad;
    m_keptDropout = m_network->dropoutState();
    m_kept.resize(m_statistics.size());
    for (std::size_t i = 0; i < m_statistics.size(); ++i) {
        if (!m_kept[i].defined()) {
            m_kept[i] = torch::empty_like(m_statistics[i]);
        }
    }
    at::_foreach_copy_(m_kept, m_statistics, true);
}

void SharedRun::undoStep() {
    const torch::NoGradGuard noGrad;
    at::_foreach_copy_(m_statistics, m_kept);
    m_network->setDropoutState(m_keptDropout);
    for (torch::Tensor& parameter : m_network->parameters()) {
        parameter.mutable_grad().reset();
    }
}

void SharedRun::sumGradients(const std::stop_token& stop) {
    const torch::NoGradGuard noGrad;
    std::vector<torch::Tensor> learning;
    std::int64_t numbers = 0;
    for (const torch::Tensor& parameter : m_network->parameters()) {
        if (parameter.grad().defined()) {
            learning.push_back(parameter);
            numbers += parameter.numel();
        }
    }
    if (!m_sums.defined() || m_sums.numel() != numbers + 1) {
        m_sums = torch::empty({numbers + 1}, learning.front().options().dtype(torch::kFloat32));
    }
    std::vector<torch::Tensor> parts;
    std::vector<torch::Tensor> gradients;
    std::int64_t begin = 0;
    for (const torch::Tensor& parameter : learning) {
        // As the parameter lies in memory, which is how the optimiser wants it.
        parts.push_back(m_sums.as_strided(parameter.sizes(), parameter.strides(), begin));
        gradients.push_back(parameter.grad());
        begin += parameter.numel();
    }
    at::_foreach_copy_(parts, gradients);
    m_sums[numbers].fill_(stop.stop_requested() ? 1.0 : 0.0);
    m_ranks.sum(m_sums);
    m_isStopping = m_sums[numbers].item<float>() > 0;
    m_ranks.requireWhole();
    for (std::size_t i = 0; i < learning.size(); ++i) {
        learning[i].mutable_grad() = parts[i];
    }
}

}  // namespace tandem
