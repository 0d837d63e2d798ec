#include "core/engine/bench/device_bench.h"

#include "core/engine/devices/device_memory.h"
#include "core/engine/method/step_numbers.h"
#include "core/engine/method/training_method.h"
#include "core/engine/network/network_costs.h"
#include "core/engine/numerics/math_scope.h"
#include "core/engine/numerics/momentum_sgd.h"
#include "core/engine/prediction/sliding_window.h"

#include <ATen/CPUGeneratorImpl.h>
#include <torch/csrc/autograd/profiler_kineto.h>
#include <torch/types.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <optional>
#include <set>

namespace tandem {
namespace {

using Clock = std::chrono::steady_clock;

void waitFor(const c10::Device& device) {
    if (device.is_cuda()) {
        static_cast<void>(torch::zeros({1}, device).item<float>());
    }
}

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

double median(std::vector<double> values) {
    std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2));
    return values[values.size() / 2];
}

/// Seconds of one call, the median of several after two to warm up.
template <class Work>
double timed(const BenchProblem& problem, int times, const Work& work) {
    std::vector<double> seconds;
    for (int i = 0; i < times + 2; ++i) {
        waitFor(problem.device);
        const auto start = Clock::now();
        work();
        waitFor(problem.device);
        if (i >= 2) {
            seconds.push_back(secondsSince(start));
        }
    }
    return median(seconds);
}

class Training {
public:
    Training(const BenchProblem& problem, Precision precision)
        : m_problem(problem),
          m_precision(precision),
          m_network(NetworkSettings{.classes = problem.classes, .filters = problem.filters}) {
        m_network->to(problem.device);
        m_network->train();
        m_optimiser.emplace(m_network->parameters(), 0.9, 1e-4);
        const auto& [x, y, z] = problem.patch;
        torch::Generator generator = at::detail::createCPUGenerator(1);
        m_input = {
            .images = torch::randn({problem.batch, 1, x, y, z}, generator).to(problem.device),
            .labels = torch::rand({problem.labelled, x, y, z}, generator).gt(0.9).to(torch::kUInt8).to(problem.device),
            .ramp = 0.5};
    }

    StepResult forward() {
        const AutocastGuard autocast(m_problem.device, m_precision);
        return trainingMethod(m_problem.method).step(m_network, m_input);
    }

    void update() {
        m_optimiser->step(0.01);
        m_optimiser->zeroGrad();
    }

    StepNumbers step() {
        const StepResult result = forward();
        result.loss.backward();
        update();
        return StepNumbers(result);
    }

private:
    const BenchProblem& m_problem;
    Precision m_precision;
    MutualVNet m_network;
    std::optional<MomentumSgd> m_optimiser;
    StepInput m_input;
};

/// Seconds of a step among others, each queued before the numbers of the one before are read.
double sustained(const BenchProblem& problem, Training& training) {
    std::optional<StepNumbers> before = training.step();
    waitFor(problem.device);
    const auto start = Clock::now();
    for (int i = 0; i < problem.steps; ++i) {
        StepNumbers queued = training.step();
        static_cast<void>(before->read());
        before.emplace(std::move(queued));
    }
    waitFor(problem.device);
    return secondsSince(start) / problem.steps;
}

void timeStep(const BenchProblem& problem, Precision precision, BenchFigures& figures) {
    const MathScope math(problem.device, precision, problem.isRepeatable);
    Training training(problem, precision);
    resetPeakBytesInUse(problem.device);
    figures.secondsPerStep = timed(problem, problem.steps, [&] { static_cast<void>(training.step().read()); });
    figures.sustainedSeconds = sustained(problem, training);
    figures.peakBytes = peakBytesInUse(problem.device);
    std::vector<double> forward;
    std::vector<double> backward;
    std::vector<double> update;
    for (int i = 0; i < std::min(problem.steps, 5); ++i) {
        auto start = Clock::now();
        const StepResult result = training.forward();
        waitFor(problem.device);
        forward.push_back(secondsSince(start));
        start = Clock::now();
        result.loss.backward();
        waitFor(problem.device);
        backward.push_back(secondsSince(start));
        start = Clock::now();
        training.update();
        waitFor(problem.device);
        update.push_back(secondsSince(start));
    }
    figures.forwardSeconds = median(forward);
    figures.backwardSeconds = median(backward);
    figures.updateSeconds = median(update);
}

/// Windows per second, of the label alone.
double timePrediction(const BenchProblem& problem, Precision precision) {
    const MathScope math(problem.device, precision, problem.isRepeatable);
    MutualVNet network(NetworkSettings{.classes = problem.classes, .filters = problem.filters});
    network->to(problem.device);
    network->eval();
    const torch::InferenceMode inference;
    // Four steps of half a patch along the first axis, two along the others.
    const Index3 stride{problem.patch[0] / 2, problem.patch[1] / 2, problem.patch[2] / 2};
    const torch::Tensor image =
        torch::randn({1, problem.patch[0] + 3 * stride[0], problem.patch[1] + stride[1], problem.patch[2] + stride[2]},
                     at::detail::createCPUGenerator(2));
    constexpr double kWindows = 4 * 2 * 2;
    const SlidingWindow window{.patch = problem.patch,
                               .stride = stride,
                               .windowBatch = problem.device.is_cuda() ? 4 : 2,
                               .precision = precision};
    const int times = problem.device.is_cuda() ? 3 : 1;
    return kWindows / timed(problem, times, [&] {
               static_cast<void>(averageWindows(*network, image.to(problem.device), window, {}, {}));
           });
}

/// Operations per second of a product of matrices; on a CPU of a convolution, as a distribution's matrix library may be
/// the plain reference.
double operationRate(const BenchProblem& problem, Precision precision) {
    const AutocastGuard autocast(problem.device, precision);
    const auto draw = [&](at::IntArrayRef shape) { return torch::randn(shape).to(problem.device); };
    if (problem.device.is_cuda()) {
        constexpr std::int64_t kSide = 8192;
        const torch::Tensor a = draw({kSide, kSide});
        const torch::Tensor b = draw({kSide, kSide});
        return 2.0 * std::pow(kSide, 3) / timed(problem, 5, [&] { static_cast<void>(torch::mm(a, b)); });
    }
    constexpr std::int64_t kFeatures = 64;
    constexpr std::int64_t kSide = 32;
    const torch::Tensor features =
        draw({1, kFeatures, kSide, kSide, kSide}).contiguous(torch::MemoryFormat::ChannelsLast3d);
    const torch::Tensor weight = draw({kFeatures, kFeatures, 3, 3, 3}).contiguous(torch::MemoryFormat::ChannelsLast3d);
    const double operations = 2.0 * std::pow(kSide, 3) * kFeatures * kFeatures * 27;
    return operations / timed(problem, 5, [&] { static_cast<void>(torch::conv3d(features, weight, {}, 1, 1)); });
}

void measureRates(const BenchProblem& problem, Precision precision, BenchFigures& figures) {
    const torch::NoGradGuard noGrad;
    const MathScope math(problem.device, precision, problem.isRepeatable);
    constexpr std::int64_t kCuda = std::int64_t{1} << 28;
    constexpr std::int64_t kCpu = std::int64_t{1} << 25;
    const torch::Tensor from = torch::randn({problem.device.is_cuda() ? kCuda : kCpu}).to(problem.device);
    torch::Tensor to = torch::empty_like(from);
    figures.operationsPerSecond = operationRate(problem, precision);
    figures.bytesPerSecond = 2.0 * static_cast<double>(from.nbytes()) / timed(problem, 5, [&] { to.copy_(from); });
}

}  // namespace

BenchFigures measure(const BenchProblem& problem, Precision precision) {
    BenchFigures figures;
    timeStep(problem, precision, figures);
    measureRates(problem, precision, figures);
    figures.convolutionOperations =
        stepOperations({.classes = problem.classes, .filters = problem.filters}, problem.batch, problem.patch);
    figures.windowsPerSecond = timePrediction(problem, precision);
    return figures;
}

std::vector<KernelTime> kernelTimes(const BenchProblem& problem, Precision precision) {
    namespace profiler = torch::autograd::profiler;
    namespace kinds = torch::profiler::impl;
    const int steps = std::min(problem.steps, 3);
    const MathScope math(problem.device, precision, problem.isRepeatable);
    Training training(problem, precision);
    static_cast<void>(training.step().read());
    const kinds::ProfilerConfig config(kinds::ProfilerState::KINETO);
    const std::set<kinds::ActivityType> activities{kinds::ActivityType::CPU, kinds::ActivityType::CUDA};
    profiler::prepareProfiler(config, activities);
    profiler::enableProfiler(config, activities);
    for (int i = 0; i < steps; ++i) {
        static_cast<void>(training.step().read());
    }
    const auto result = profiler::disableProfiler();
    std::map<std::string, KernelTime> totals;
    for (const auto& event : result->events()) {
        if (event.deviceType() == problem.device.type()) {
            KernelTime& total = totals[event.name()];
            total.name = event.name();
            total.seconds += static_cast<double>(event.durationNs()) / 1e9 / steps;
            total.calls += 1.0 / steps;
        }
    }
    std::vector<KernelTime> rows;
    for (auto& [name, total] : totals) {
        rows.push_back(std::move(total));
    }
    std::ranges::sort(rows, std::greater(), &KernelTime::seconds);
    return rows;
}

}  // namespace tandem
