#include "core/engine/method/step_numbers.h"

#include <c10/core/impl/VirtualGuardImpl.h>
#include <torch/types.h>

namespace tandem {

StepNumbers::StepNumbers(const StepResult& result) {
    struct Number {
        const torch::Tensor& onDevice;
        double IterationMetrics::* read;
    };
    const std::vector<Number> numbers{{result.loss, &IterationMetrics::lossTotal},
                                      {result.supervisedA, &IterationMetrics::lossSupervisedA},
                                      {result.supervisedB, &IterationMetrics::lossSupervisedB},
                                      {result.mutualA, &IterationMetrics::lossMutualA},
                                      {result.mutualB, &IterationMetrics::lossMutualB},
                                      {result.fractionATeachesB, &IterationMetrics::fractionATeachesB},
                                      {result.fractionBTeachesA, &IterationMetrics::fractionBTeachesA},
                                      {result.meanReliability, &IterationMetrics::meanReliability}};
    std::vector<torch::Tensor> known;
    for (const Number& one : numbers) {
        if (one.onDevice.defined()) {
            known.push_back(one.onDevice.detach());
            m_known.push_back(one.read);
        }
    }
    const torch::Tensor together = torch::stack(known);
    const c10::Device device = together.device();
    // Into memory of which a device can be given the address a copy goes on while the host does.
    m_onHost = torch::empty(together.sizes(), torch::TensorOptions(torch::kFloat32).pinned_memory(device.is_cuda()));
    m_onHost.copy_(together, /*non_blocking=*/true);
    if (device.is_cuda()) {
        m_copied.emplace(device.type());
        m_copied->record(c10::impl::VirtualGuardImpl(device.type()).getStream(device));
    }
}

IterationMetrics StepNumbers::read(IterationMetrics metrics) const {
    if (m_copied) {
        m_copied->synchronize();
    }
    const auto* value = m_onHost.const_data_ptr<float>();
    for (double IterationMetrics::* const number : m_known) {
        metrics.*number = *value++;
    }
    return metrics;
}

}  // namespace tandem
