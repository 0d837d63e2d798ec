#include "core/engine/check/cpu_comparison.h"

#include "core/engine/method/step_numbers.h"
#include "core/engine/method/training_method.h"
#include "core/engine/network/layers.h"
#include "core/engine/numerics/precision.h"

#include <ATen/CPUGeneratorImpl.h>
#include <torch/types.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace tandem {
namespace {

// bfloat16 keeps 8 bits; a layer rounds its features twice, and decisions of the ReLU with them.
constexpr double kBfloat16LayerTolerance = 0.07;

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

Outcome stepOn(const c10::Device& device, torch::ScalarType type) {
    torch::Generator generator = at::detail::createCPUGenerator(3);
    const torch::Tensor images = torch::randn({2, 1, 48, 48, 32}, generator);
    const torch::Tensor labels = torch::rand({1, 48, 48, 32}, generator).gt(0.7).to(torch::kUInt8);
    MutualVNet network(NetworkSettings{}, 5);
    network->to(device, type);
    network->train();
    const StepResult result =
        trainingMethod(Method::MutualReliable)
            .step(network, {.images = images.to(device, type), .labels = labels.to(device), .ramp = 0.1});
    result.loss.backward();
    return {.losses = StepNumbers(result).read(),
            .gradients = joined(network->parameters(), true),
            .statistics = joined(network->buffers(), false)};
}

/// A convolution with batch norm and ReLU, dropout and skipped features, and its gradients, in float64 on the CPU.
struct LayerOutcome {
    torch::Tensor features;
    torch::Tensor ofInput;
    torch::Tensor ofWeight;
};

LayerOutcome layerOn(const c10::Device& device, Precision precision, std::int64_t in, std::int64_t out) {
    torch::Generator generator = at::detail::createCPUGenerator(11);
    const auto draw = [&](at::IntArrayRef shape) {
        // Rounded for both, so that what they are given is the same.
        return torch::randn(shape, generator).to(torch::kBFloat16).to(torch::kFloat32);
    };
    const torch::Tensor given = draw({2, in, 32, 48, 16});
    const torch::Tensor skipped = draw({2, out, 32, 48, 16});
    const torch::Tensor gradient = draw({2, out, 32, 48, 16});
    const torch::Tensor mask = draw({2, out}).gt(0).to(torch::kFloat32) * 2;
    Block block(ConvolutionKind::Same, LayerStyle::Fused, 1, in, out);
    for (const auto& module : block->modules(false)) {
        if (auto* convolution = module->as<ConvolutionImpl>()) {
            convolution->draw(generator);
        }
    }
    block->to(device);
    torch::Tensor x = channelsLast(given).to(device);
    if (in > 1 && precision == Precision::BFloat16) {
        x = x.to(torch::kBFloat16);
    }
    x.requires_grad_(in > 1);
    torch::Tensor y;
    {
        const AutocastGuard autocast(device, precision);
        y = block->forward(x, {.mask = mask, .skipped = channelsLast(skipped).to(device)});
    }
    y.backward(channelsLast(gradient).to(device, y.scalar_type()));
    const auto home = [](const torch::Tensor& tensor) { return tensor.detach().to(torch::kCPU, torch::kFloat64); };
    return {.features = home(y),
            .ofInput = in > 1 ? home(x.grad()) : torch::Tensor(),
            .ofWeight = home(block->parameters()[0].grad())};
}

double relative(const torch::Tensor& actual, const torch::Tensor& expected) {
    return ((actual - expected).norm() / expected.norm()).item<double>();
}

}  // namespace

CheckRows deviceAgainstCpu(const c10::Device& device) {
    const Outcome expected = stepOn(c10::kCPU, torch::kFloat64);
    const Outcome actual = stepOn(device, torch::kFloat32);
    const auto row = [](const char* name, double error, double tolerance) {
        return CheckRow{.group = "16 filters", .name = name, .error = error, .tolerance = tolerance};
    };
    return {row("supervised loss",
                std::abs(actual.losses.lossSupervisedA + actual.losses.lossSupervisedB -
                         expected.losses.lossSupervisedA - expected.losses.lossSupervisedB),
                1e-4),
            // Where the certainties of A and B are all but the same, rounding says who teaches.
            row("mutual loss",
                std::abs(actual.losses.lossMutualA + actual.losses.lossMutualB - expected.losses.lossMutualA -
                         expected.losses.lossMutualB),
                0.01),
            row("batch statistics", relative(actual.statistics, expected.statistics), 1e-4),
            row("gradients", relative(actual.gradients, expected.gradients), 0.02)};
}

CheckRows layersInBfloat16(const c10::Device& device) {
    CheckRows rows;
    for (const std::int64_t in : {1, 16, 32}) {
        const std::int64_t out = std::max<std::int64_t>(in, 16);
        const LayerOutcome expected = layerOn(c10::kCPU, Precision::Float32, in, out);
        const LayerOutcome actual = layerOn(device, Precision::BFloat16, in, out);
        const std::string name = std::to_string(in) + " to " + std::to_string(out) + ", ";
        const auto add = [&](const char* what, const torch::Tensor& found, const torch::Tensor& wanted) {
            rows.push_back({.group = "layers in bfloat16",
                            .name = name + what,
                            .error = relative(found, wanted),
                            .tolerance = kBfloat16LayerTolerance});
        };
        add("features", actual.features, expected.features);
        add("gradient of the weight", actual.ofWeight, expected.ofWeight);
        if (in > 1) {
            add("gradient of the input", actual.ofInput, expected.ofInput);
        }
    }
    return rows;
}

}  // namespace tandem
