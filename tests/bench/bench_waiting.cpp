// Training beside a busy loop on every core, where half of the machine is its fair share: of_fair_share is the time
// over twice the time alone, measured in turn, and is to be at most 1.3. compare_waiting.py beside this file compares
// settings of the OpenMP runtime, on a quiet machine and on a busy one.
#include "core/base/error.h"
#include "core/engine/training/trainer.h"
#include "tests/engine/training/made_cases.h"

#include <benchmark/benchmark.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

using namespace tandem;

namespace {

class BusyLoops {
public:
    BusyLoops() {
        for (unsigned core = 0; core < std::thread::hardware_concurrency(); ++core) {
            m_loops.emplace_back([](const std::stop_token& stop) {
                while (!stop.stop_requested()) {
                }
            });
        }
    }

private:
    std::vector<std::jthread> m_loops;
};

double secondsToTrain(const TrainingPlan& plan) {
    Recorder recorder;
    const auto start = std::chrono::steady_clock::now();
    static_cast<void>(train(plan, recorder, {}));
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Twelve iterations on small patches, which make a thread wait often.
class SmallTraining {
public:
    SmallTraining() {
        if (mkdtemp(m_folder.data()) == nullptr) {
            throw Error(ErrorCode::Io, "There is no temporary folder.");
        }
        TrainingSettings settings = quickSettings(Method::MutualReliable);
        settings.filters = 8;
        settings.patch = {32, 32, 32};
        settings.iterations = 12;
        plan = makePlan(m_folder, settings);
        static_cast<void>(secondsToTrain(plan));  // what libraries set up once
    }
    ~SmallTraining() {
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }
    SmallTraining(const SmallTraining&) = delete;
    SmallTraining& operator=(const SmallTraining&) = delete;

    TrainingPlan plan;

private:
    std::string m_folder = (std::filesystem::temp_directory_path() / "tandem-bench-XXXXXX").string();
};

void trainingAlone(benchmark::State& state) {
    const SmallTraining training;
    for ([[maybe_unused]] const auto _ : state) {
        static_cast<void>(secondsToTrain(training.plan));
    }
}

void trainingBesideBusyLoops(benchmark::State& state) {
    const SmallTraining training;
    double alone = 0;
    double beside = 0;
    for ([[maybe_unused]] const auto _ : state) {
        alone += secondsToTrain(training.plan);
        const BusyLoops loops;
        beside += secondsToTrain(training.plan);
    }
    state.counters["alone_s"] = benchmark::Counter(alone, benchmark::Counter::kAvgIterations);
    state.counters["beside_s"] = benchmark::Counter(beside, benchmark::Counter::kAvgIterations);
    state.counters["of_fair_share"] = beside / (2 * alone);
}

BENCHMARK(trainingAlone)->Unit(benchmark::kSecond)->UseRealTime();
BENCHMARK(trainingBesideBusyLoops)->Unit(benchmark::kSecond)->UseRealTime();

}  // namespace
