#include "core/engine/numerics/self_check.h"

#include "core/engine/devices/device_choice.h"
#include "core/engine/numerics/precision.h"

#include <ATen/CPUGeneratorImpl.h>
#include <torch/autograd.h>
#include <torch/types.h>

#include <algorithm>
#include <chrono>
#include <format>
#include <vector>

namespace tandem {
namespace {

// bfloat16 keeps 8 bits, and each of the layers rounds what it is given by about 2^-8 of the largest value. Beyond this
// it is a fault.
constexpr double kTolerance = 0.1;
constexpr int kTimedRuns = 5;
// Below it bfloat16 is not worth having. Far enough from 1 that other work on the machine does not decide what numbers
// a run or a prediction gets.
constexpr double kClearlySlower = 0.7;

/// The kinds of layers at the widths of the finest levels, where most of a step's time goes.
struct Problem {
    torch::Tensor image;
    torch::Tensor first;
    torch::Tensor same;
    torch::Tensor down;
    torch::Tensor up;
};

/// Of the patch: as large as a training's on a GPU, where less would measure how fast work is queued; on a CPU large
/// enough. Without the hardware the numbers are computed one by one: right or wrong shows on few of them as well.
std::int64_t sideOf(const c10::Device& device) {
    if (!hasBfloat16(device)) {
        return 8;
    }
    return device.is_cuda() ? 96 : 32;
}

Problem drawProblem(const c10::Device& device) {
    const std::int64_t side = sideOf(device);
    torch::Generator generator = at::detail::createCPUGenerator(7);
    const auto draw = [&](at::IntArrayRef shape, double scale) {
        const torch::Tensor values = torch::randn(shape, generator, torch::kFloat32) * scale;
        return values.to(device).to(torch::MemoryFormat::ChannelsLast3d);
    };
    Problem problem{.image = draw({2, 1, side, side, side}, 1.0),
                    .first = draw({16, 1, 3, 3, 3}, 0.2),
                    .same = draw({16, 16, 3, 3, 3}, 0.05),
                    .down = draw({32, 16, 2, 2, 2}, 0.1),
                    .up = draw({32, 16, 2, 2, 2}, 0.1)};
    for (torch::Tensor* weight : {&problem.first, &problem.same, &problem.down, &problem.up}) {
        weight->requires_grad_();
    }
    return problem;
}

/// The layers once forward and backward: the output, then the gradients, in float32.
std::vector<torch::Tensor> solve(const Problem& problem, Precision precision) {
    const auto norm = [](const torch::Tensor& x) {
        return torch::batch_norm(x, {}, {}, {}, {}, true, 0.1, 1e-5, true).relu();
    };
    torch::Tensor output;
    {
        const AutocastGuard autocast(problem.image.device(), precision);
        const torch::Tensor finest =
            norm(torch::conv3d(norm(torch::conv3d(problem.image, problem.first, {}, 1, 1)), problem.same, {}, 1, 1));
        output = finest + torch::conv_transpose3d(norm(torch::conv3d(finest, problem.down, {}, 2)), problem.up, {}, 2);
    }
    const torch::Tensor loss = output.to(torch::kFloat32).square().mean() * 100.0;
    std::vector<torch::Tensor> results =
        torch::autograd::grad({loss}, {problem.first, problem.same, problem.down, problem.up});
    results.insert(results.begin(), output.detach().to(torch::kFloat32));
    return results;
}

void waitFor(const torch::Tensor& tensor) {
    static_cast<void>(tensor.flatten()[0].item<float>());
}

double secondsOf(const Problem& problem, Precision precision) {
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    waitFor(solve(problem, precision).back());
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Of the best of some runs each, in turn, so that other work on the machine meets both.
double speedupOf(const Problem& problem) {
    double float32 = 1e9;
    double bfloat16 = 1e9;
    for (int run = 0; run < kTimedRuns; ++run) {
        float32 = std::min(float32, secondsOf(problem, Precision::Float32));
        bfloat16 = std::min(bfloat16, secondsOf(problem, Precision::BFloat16));
    }
    return float32 / bfloat16;
}

double largestError(const std::vector<torch::Tensor>& expected, const std::vector<torch::Tensor>& actual) {
    double largest = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const double scale = expected[i].abs().max().item<double>();
        const double error = (actual[i].to(torch::kFloat32) - expected[i]).abs().max().item<double>();
        // Written so that a NaN counts as wrong.
        largest = error <= largest * scale ? largest : error / scale;
    }
    return largest;
}

}  // namespace

bool isRight(const SelfCheck& check) {
    return check.largestError <= kTolerance;  // not of a NaN
}

SelfCheck judged(const c10::Device& device, double largestError, double speedup) {
    SelfCheck check{.device = nameOf(device), .largestError = largestError, .speedup = speedup};
    if (!isRight(check)) {
        check.message = std::format("bfloat16 convolutions are wrong on {} (largest error {:.3g}).", check.device,
                                    check.largestError);
    } else if (check.speedup < kClearlySlower) {
        check.message = std::format("bfloat16 is right but slower than float32 on {} ({:.2f} times its speed).",
                                    check.device, check.speedup);
    } else {
        check.bfloat16Usable = true;
        check.message =
            std::format("bfloat16 is right and {:.1f} times as fast as float32 on {}.", check.speedup, check.device);
    }
    return check;
}

SelfCheck selfCheck(const c10::Device& device) {
    try {
        const Problem problem = drawProblem(device);
        const std::vector<torch::Tensor> expected = solve(problem, Precision::Float32);
        const double error = largestError(expected, solve(problem, Precision::BFloat16));
        return judged(device, error, speedupOf(problem));
    } catch (const std::exception& exception) {
        SelfCheck failed{.device = nameOf(device)};
        failed.message = "bfloat16 convolutions fail on " + failed.device + ".";
        return failed;
    }
}

}  // namespace tandem
