// Stochastic gradient descent with momentum and weight decay, in one pass over each parameter.
//
// The same arithmetic as torch.optim.SGD (g += decay w; v = momentum v + g, v = g at first; w -= rate v), with
// LibTorch's fused kernels, which the C++ optimiser does not use. Not for two threads at once.
// Invariant: the buffers are in the parameters' order and layout.
#pragma once

#include <torch/types.h>

#include <vector>

namespace tandem {

class MomentumSgd {
public:
    MomentumSgd(std::vector<torch::Tensor> parameters, double momentum, double weightDecay);

    /// Parameters without a gradient are left alone.
    void step(double learningRate);
    /// Releases the gradients.
    void zeroGrad();

    /// One per parameter; an undefined tensor where no step was done yet. For checkpoints.
    [[nodiscard]] const std::vector<torch::Tensor>& buffers() const noexcept { return m_buffers; }
    /// Throws Error (Corrupt) when count or shapes differ from the parameters'.
    void setBuffers(const std::vector<torch::Tensor>& buffers);

private:
    std::vector<torch::Tensor> m_parameters;
    std::vector<torch::Tensor> m_buffers;
    double m_momentum;
    double m_weightDecay;
};

}  // namespace tandem
