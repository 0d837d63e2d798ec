#include "core/engine/check/cpu_comparison.h"

#include "core/engine/method/training_method.h"

#include <ATen/CPUGeneratorImpl.h>
#include <torch/types.h>

#include <cmath>
#include <vector>

namespace tandem {
namespace {

struct Outcome {
    IterationMetrics losses;
    torch::Tensor gradients;  ///< of all weights, one after the other, float64 on the CPU
    torch::Tensor statistics;
};

torch::Tensor joined(const std::vector<torch::Tensor>& tensors, bool gradients) {
    std::vector<torch::Tensor> parts;
    for (const torch::Tensor& one : tensors) {
        const torch::Tensor values = gradients ? one.grad() : one;
        parts.push_back(values.detach().contiguous().to(torch::kCPU, torch::kFloat64).flatten());
    }
    return torch::cat(parts);
}

Outcome stepOn(const c10::Device& device, Precision precision, torch::ScalarType type) {
    torch::Generator generator = at::detail::createCPUGenerator(3);
    const torch::Tensor images = torch::randn({2, 1, 48, 48, 32}, generator);
    const torch::Tensor labels = torch::rand({1, 48, 48, 32}, generator).gt(0.7).to(torch::kUInt8);
    MutualVNet network(NetworkSettings{}, 5);
    network->to(device, type);
    network->train();
    StepResult result;
    {
        const AutocastGuard autocast(device, precision);
        result = trainingMethod(Method::MutualReliable)
                     .step(network, {.images = images.to(device, type), .labels = labels.to(device), .ramp = 0.1});
    }
    result.loss.backward();
    return {.losses = result.read(),
            .gradients = joined(network->parameters(), true),
            .statistics = joined(network->buffers(), false)};
}

double relative(const torch::Tensor& actual, const torch::Tensor& expected) {
    return ((actual - expected).norm() / expected.norm()).item<double>();
}

}  // namespace

CheckRows deviceAgainstCpu(const c10::Device& device, Precision precision) {
    const Outcome expected = stepOn(c10::kCPU, Precision::Float32, torch::kFloat64);
    const Outcome actual = stepOn(device, precision, torch::kFloat32);
    const bool isRounded = precision == Precision::BFloat16;
    const std::string group = isRounded ? "16 filters in bfloat16" : "16 filters";
    const auto row = [&](const char* name, double error, double tolerance) {
        return CheckRow{.group = group, .name = name, .error = error, .tolerance = tolerance};
    };
    return {row("supervised loss",
                std::abs(actual.losses.lossSupervisedA + actual.losses.lossSupervisedB -
                         expected.losses.lossSupervisedA - expected.losses.lossSupervisedB),
                isRounded ? 0.01 : 1e-4),
            row("mutual loss",
                std::abs(actual.losses.lossMutualA + actual.losses.lossMutualB - expected.losses.lossMutualA -
                         expected.losses.lossMutualB),
                isRounded ? 0.05 : 0.01),
            row("batch statistics", relative(actual.statistics, expected.statistics), isRounded ? 0.02 : 1e-4),
            row("gradients", relative(actual.gradients, expected.gradients), isRounded ? 0.2 : 0.02)};
}

}  // namespace tandem
