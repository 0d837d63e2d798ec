#include "core/engine/numerics/momentum_sgd.h"

#include "core/base/error.h"

#include <ATen/Functions.h>
#include <c10/core/GradMode.h>

#include <utility>

namespace tandem {

namespace {

// The fused kernel takes either parameters at their first step or others, not both at once.
struct Group {
    std::vector<at::Tensor> parameters;
    std::vector<at::Tensor> gradients;
    std::vector<at::Tensor> buffers;
};

}  // namespace

MomentumSgd::MomentumSgd(std::vector<torch::Tensor> parameters, double momentum, double weightDecay)
    : m_parameters(std::move(parameters)),
      m_buffers(m_parameters.size()),
      m_momentum(momentum),
      m_weightDecay(weightDecay) {}

void MomentumSgd::step(double learningRate) {
    const c10::NoGradGuard noGrad;
    Group first;
    Group later;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        const torch::Tensor& gradient = m_parameters[i].grad();
        if (!gradient.defined()) {
            continue;
        }
        const bool isFirst = !m_buffers[i].defined();
        if (isFirst) {
            m_buffers[i] = at::empty_like(m_parameters[i]);
        }
        Group& group = isFirst ? first : later;
        group.parameters.push_back(m_parameters[i]);
        // The kernel walks through memory, so the gradient must lie as the parameter does.
        group.gradients.push_back(gradient.strides() == m_parameters[i].strides()
                                      ? gradient
                                      : at::empty_like(m_parameters[i]).copy_(gradient));
        group.buffers.push_back(m_buffers[i]);
    }
    for (Group* group : {&first, &later}) {
        if (!group->parameters.empty()) {
            at::_fused_sgd_(group->parameters, group->gradients, group->buffers, m_weightDecay, m_momentum,
                            learningRate, 0.0, false, false, group == &first);
        }
    }
}

void MomentumSgd::zeroGrad() {
    for (torch::Tensor& parameter : m_parameters) {
        parameter.mutable_grad().reset();
    }
}

void MomentumSgd::setBuffers(const std::vector<torch::Tensor>& buffers) {
    if (buffers.size() != m_parameters.size()) {
        throw Error(ErrorCode::Corrupt, "The saved optimiser state belongs to a network with " +
                                            std::to_string(buffers.size()) + " parameters, not " +
                                            std::to_string(m_parameters.size()) + ".");
    }
    std::vector<torch::Tensor> copies(buffers.size());
    for (std::size_t i = 0; i < buffers.size(); ++i) {
        if (!buffers[i].defined()) {
            continue;
        }
        if (buffers[i].sizes() != m_parameters[i].sizes()) {
            throw Error(ErrorCode::Corrupt, "The saved optimiser state has another shape than parameter " +
                                                std::to_string(i) + " of the network.");
        }
        copies[i] = at::empty_like(m_parameters[i].detach()).copy_(buffers[i]);
    }
    m_buffers = std::move(copies);
}

}  // namespace tandem
