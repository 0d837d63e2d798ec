// Seconds per training step at the size that the reference is timed at: patch 64x64x64, batch 2 (one labelled, one
// unlabelled), 16 filters; 2 threads on the CPU. compare_step.py beside this file runs it and the reference in turn.
#include "core/engine/devices/device_choice.h"
#include "core/engine/devices/device_memory.h"
#include "core/engine/method/training_method.h"
#include "core/engine/numerics/momentum_sgd.h"
#include "core/engine/numerics/precision.h"

#include <benchmark/benchmark.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <optional>

using namespace tandem;

namespace {

struct Bench {
    explicit Bench(const torch::Device& on) : device(on) {
        network->to(device);
        optimiser.emplace(network->parameters(), 0.9, 1e-4);
        input = {.images = torch::randn({2, 1, 64, 64, 64}).to(device),
                 .labels = torch::rand({1, 64, 64, 64}).gt(0.9).to(torch::kUInt8).to(device),
                 .ramp = 0.5};
    }

    void step(const TrainingMethod& method, Precision precision) {
        StepResult result;
        {
            const AutocastGuard autocast(device, precision);
            result = method.step(network, input);
        }
        optimiser->zeroGrad();
        result.loss.backward();
        optimiser->step(0.01);
        benchmark::DoNotOptimize(result.read());  // which waits for the device
    }

    torch::Device device;
    MutualVNet network{NetworkSettings{}};
    std::optional<MomentumSgd> optimiser;
    StepInput input;
};

void trainingStep(benchmark::State& state, Method method, Precision precision) {
    torch::set_num_threads(2);
    const torch::Device device = resolveDevice("auto");
    resetPeakBytesInUse(device);
    Bench bench(device);
    bench.step(trainingMethod(method), precision);
    for ([[maybe_unused]] const auto _ : state) {
        bench.step(trainingMethod(method), precision);
    }
    state.counters["peak_MiB"] = static_cast<double>(peakBytesInUse(device)) / (1 << 20);
    state.SetLabel(nameOf(device));
}

BENCHMARK_CAPTURE(trainingStep, mutual_float32, Method::MutualReliable, Precision::Float32)
    ->Unit(benchmark::kSecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(trainingStep, supervised_float32, Method::Supervised, Precision::Float32)
    ->Unit(benchmark::kSecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(trainingStep, mutual_bfloat16, Method::MutualReliable, Precision::BFloat16)
    ->Unit(benchmark::kSecond)
    ->UseRealTime();

}  // namespace
