// Seconds and memory of a training step and of prediction, beside what the device could do at best: its own measured
// rates over the operations that the convolutions take.
#include "app/worker/commands.h"
#include "app/worker/kernel_times.h"
#include "app/worker/options.h"
#include "core/base/error.h"
#include "core/engine/cuda/cuda_program.h"
#include "core/engine/devices/device_choice.h"
#include "core/engine/devices/device_memory.h"
#include "core/engine/method/training_method.h"
#include "core/engine/network/network_costs.h"
#include "core/engine/numerics/math_scope.h"
#include "core/engine/numerics/momentum_sgd.h"
#include "core/engine/prediction/sliding_window.h"
#include "core/settings/choice.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Functions.h>
#include <nlohmann/json.hpp>
#include <torch/types.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <optional>
#include <sstream>

namespace tandem::worker {
namespace {

using Clock = std::chrono::steady_clock;
using Json = nlohmann::ordered_json;

struct Problem {
    torch::Device device = torch::kCPU;
    Index3 patch{112, 112, 80};
    std::int64_t batch = 4;
    std::int64_t labelled = 2;
    int filters = 16;
    int classes = 2;
    int steps = 10;
    bool isRepeatable = false;
    Method method = Method::MutualReliable;
};

void waitFor(const torch::Device& device) {
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
double timed(const Problem& problem, int times, const Work& work) {
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

/// What one step of a training takes, in its parts. Each part ends when the device is done with it, so that together
/// they take a little longer than a step.
struct StepTimes {
    double whole = 0;
    double forward = 0;  ///< network and loss
    double backward = 0;
    double update = 0;
    std::uint64_t peakBytes = 0;
};

class Training {
public:
    Training(const Problem& problem, Precision precision)
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

    IterationMetrics step() {
        StepResult result = forward();
        result.loss.backward();
        update();
        return result.read();
    }

    MutualVNetImpl& network() { return *m_network; }

private:
    const Problem& m_problem;
    Precision m_precision;
    MutualVNet m_network;
    std::optional<MomentumSgd> m_optimiser;
    StepInput m_input;
};

StepTimes timeStep(const Problem& problem, Precision precision) {
    const MathScope math(problem.device, precision, problem.isRepeatable);
    Training training(problem, precision);
    StepTimes times;
    resetPeakBytesInUse(problem.device);
    times.whole = timed(problem, problem.steps, [&] { static_cast<void>(training.step()); });
    times.peakBytes = peakBytesInUse(problem.device);
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
    times.forward = median(forward);
    times.backward = median(backward);
    times.update = median(update);
    return times;
}

/// Windows per second, of the label alone.
double timePrediction(const Problem& problem, Precision precision) {
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

/// What the device reaches on the simplest work there is.
struct Rates {
    double operations = 0;  ///< per second, of a product of matrices
    double bytes = 0;       ///< per second read and written, of a copy
};

Rates measureRates(const Problem& problem, Precision precision) {
    const MathScope math(problem.device, precision, problem.isRepeatable);
    const std::int64_t side = problem.device.is_cuda() ? 8192 : 1024;
    const auto type = precision == Precision::BFloat16 ? torch::kBFloat16 : torch::kFloat32;
    const torch::Tensor a = torch::randn({side, side}).to(problem.device, type);
    const torch::Tensor b = torch::randn({side, side}).to(problem.device, type);
    torch::Tensor product = torch::empty_like(a);
    const double cube = static_cast<double>(side) * static_cast<double>(side) * static_cast<double>(side);
    const torch::Tensor from = torch::randn({problem.device.is_cuda() ? 1 << 28 : 1 << 25}).to(problem.device);
    torch::Tensor to = torch::empty_like(from);
    return {.operations = 2.0 * cube / timed(problem, 5, [&] { torch::mm_out(product, a, b); }),
            .bytes = 2.0 * static_cast<double>(from.nbytes()) / timed(problem, 5, [&] { to.copy_(from); })};
}

std::vector<std::int64_t> numbersOf(const std::string& text, const std::string& option, std::size_t count) {
    std::vector<std::int64_t> numbers;
    std::istringstream stream(text);
    for (std::string one; std::getline(stream, one, ',');) {
        try {
            numbers.push_back(std::stoll(one));
        } catch (const std::exception&) {
            numbers.clear();
            break;
        }
    }
    if (numbers.size() != count || std::ranges::any_of(numbers, [](std::int64_t n) { return n < 1; })) {
        throw UsageError("--" + option + " takes " + std::to_string(count) + " positive whole number" +
                         (count == 1 ? "" : "s with commas between them") + ", not \"" + text + "\".");
    }
    return numbers;
}

Problem problemOf(const Options& options) {
    Problem problem;
    problem.device = resolveDevice(options.value("device").value_or("auto"));
    if (!problem.device.is_cuda()) {
        problem.patch = {64, 64, 64};
        problem.batch = 2;
        problem.labelled = 1;
        problem.steps = 3;
    }
    const auto number = [&](const char* name, auto& to) {
        if (const auto text = options.value(name)) {
            to = static_cast<std::remove_reference_t<decltype(to)>>(numbersOf(*text, name, 1)[0]);
        }
    };
    if (const auto text = options.value("patch")) {
        const std::vector<std::int64_t> sides = numbersOf(*text, "patch", 3);
        problem.patch = {sides[0], sides[1], sides[2]};
    }
    number("batch", problem.batch);
    number("labelled", problem.labelled);
    number("filters", problem.filters);
    number("classes", problem.classes);
    number("steps", problem.steps);
    problem.isRepeatable = options.has("repeatable");
    if (problem.labelled > problem.batch) {
        throw UsageError("--labelled is larger than --batch.");
    }
    return problem;
}

std::vector<Precision> precisionsOf(const Options& options, const torch::Device& device) {
    const std::string text = options.value("precision").value_or("");
    if (text.empty()) {
        std::vector<Precision> all{Precision::Float32};
        if (hasBfloat16(device)) {
            if (device.is_cuda()) {
                all.push_back(Precision::TensorFloat32);
            }
            all.push_back(Precision::BFloat16);
        }
        return all;
    }
    const auto asked = choiceNamed<AskedPrecision>(text);
    if (!asked || *asked == AskedPrecision::Auto) {
        throw UsageError("--precision is float32, tf32 or bfloat16, not \"" + text + "\".");
    }
    return {resolvePrecision(*asked, device).precision};
}

Json measured(const Problem& problem, Precision precision) {
    const StepTimes step = timeStep(problem, precision);
    const Rates rates = measureRates(problem, precision);
    const double operations =
        stepOperations({.classes = problem.classes, .filters = problem.filters}, problem.batch, problem.patch);
    return {{"precision", nameOf(precision)},
            {"secondsPerStep", step.whole},
            {"forwardSeconds", step.forward},
            {"backwardSeconds", step.backward},
            {"updateSeconds", step.update},
            {"peakBytes", step.peakBytes},
            {"convolutionOperations", operations},
            {"deviceOperationsPerSecond", rates.operations},
            {"deviceBytesPerSecond", rates.bytes},
            {"floorSeconds", operations / rates.operations},
            {"windowsPerSecond", timePrediction(problem, precision)}};
}

void printRow(const Json& row) {
    const auto number = [&](const char* key) { return row.at(key).get<double>(); };
    std::printf("%-9s step %8.4f s (forward %.4f, backward %.4f, update %.4f), peak %6.0f MiB\n",
                row.at("precision").get<std::string>().c_str(), number("secondsPerStep"), number("forwardSeconds"),
                number("backwardSeconds"), number("updateSeconds"), number("peakBytes") / (1 << 20));
    std::printf("%-9s floor %7.4f s: convolutions of %.2f TFLOP at %.1f TFLOP/s; copies %.0f GB/s; step / floor %.1f\n",
                "", number("floorSeconds"), number("convolutionOperations") / 1e12,
                number("deviceOperationsPerSecond") / 1e12, number("deviceBytesPerSecond") / 1e9,
                number("secondsPerStep") / number("floorSeconds"));
    std::printf("%-9s prediction %.2f windows a second, label alone\n", "", number("windowsPerSecond"));
    std::fflush(stdout);
}

}  // namespace

int runBench(Arguments arguments, const std::stop_token& stop) {
    const Options options(arguments, {{"device"},
                                      {"patch"},
                                      {"batch"},
                                      {"labelled"},
                                      {"filters"},
                                      {"classes"},
                                      {"steps"},
                                      {"precision"},
                                      {"repeatable", false},
                                      {"json", false},
                                      {"kernels", false}});
    options.requireNoWords();
    const Problem problem = problemOf(options);
    Json rows = Json::array();
    for (const Precision precision : precisionsOf(options, problem.device)) {
        throwIfStopped(stop);
        rows.push_back(measured(problem, precision));
        if (!options.has("json")) {
            printRow(rows.back());
        }
        if (options.has("kernels")) {
            const MathScope math(problem.device, precision, problem.isRepeatable);
            Training training(problem, precision);
            static_cast<void>(training.step());
            const int steps = std::min(problem.steps, 3);
            printKernelTimes(problem.device, steps, [&] {
                for (int i = 0; i < steps; ++i) {
                    static_cast<void>(training.step());
                }
            });
        }
    }
    if (options.has("json")) {
        std::printf("%s\n", rows.dump(2).c_str());
    }
    if (const std::string reason = whyNoCudaProgram(); !reason.empty()) {
        std::fprintf(stderr, "Without kernels of our own: %s\n", reason.c_str());
    }
    return kSuccess;
}

std::string benchHelp() {
    return "Times a training step and prediction on random patches, in all the precisions that it has.\n\n"
           "  --device D        auto, cpu, cuda or cuda:N (auto)\n"
           "  --patch X,Y,Z     voxels (112,112,80; on a CPU 64,64,64)\n"
           "  --batch N         patches of a step (4; on a CPU 2)\n"
           "  --labelled N      of these (2; on a CPU 1)\n"
           "  --filters N       of the finest level (16)\n"
           "  --classes N       background included (2)\n"
           "  --steps N         that are timed (10; on a CPU 3)\n"
           "  --precision P     float32, tf32 or bfloat16 alone\n"
           "  --repeatable      with algorithms that give the same digits each time\n"
           "  --kernels         also where the time of a step goes, by the device's own clock\n"
           "  --json            figures for programs\n";
}

}  // namespace tandem::worker
