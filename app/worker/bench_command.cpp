// tandem-worker bench: what core/engine/bench measures, as lines or JSON.
#include "app/worker/commands.h"
#include "app/worker/options.h"
#include "core/base/choice.h"
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/engine/bench/device_bench.h"
#include "core/engine/cuda/cuda_program.h"
#include "core/engine/devices/device_choice.h"
#include "core/engine/numerics/torch_error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <sstream>

namespace tandem::worker {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kMemoryRanOut =
    "The memory of the device does not suffice; measure a smaller --patch, --batch or --filters.";

std::vector<std::int64_t> numbersOf(const std::string& text, const std::string& option, std::size_t count) {
    constexpr std::int64_t kMost = 4096;
    std::vector<std::int64_t> numbers;
    std::istringstream stream(text);
    for (std::string one; std::getline(stream, one, ',');) {
        std::int64_t& number = numbers.emplace_back(0);
        const auto [end, failure] = std::from_chars(one.data(), one.data() + one.size(), number);
        if (failure != std::errc() || end != one.data() + one.size()) {
            number = 0;
        }
    }
    if (numbers.size() != count || std::ranges::any_of(numbers, [](std::int64_t n) { return n < 1 || n > kMost; })) {
        throw UsageError("--" + option + " takes " + std::to_string(count) + " whole number" +
                         (count == 1 ? "" : "s with commas between them") + " from 1 to " + std::to_string(kMost) +
                         ", not \"" + text + "\".");
    }
    return numbers;
}

BenchProblem problemOf(const Options& options) {
    BenchProblem problem;
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
    if (problem.classes < 2) {
        throw UsageError("--classes counts the background, so it is at least 2.");
    }
    if (std::ranges::any_of(problem.patch, [](std::int64_t side) { return side % 16 != 0; })) {
        throw UsageError("The sides of --patch are multiples of 16 voxels.");
    }
    if (options.has("kernels") && !problem.device.is_cuda()) {
        throw UsageError("--kernels needs a CUDA device: operations on a CPU contain each other.");
    }
    return problem;
}

std::vector<Precision> precisionsOf(const Options& options, const c10::Device& device) {
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
    const PrecisionChoice choice = resolvePrecision(*asked, device);
    if (!choice.notice.empty()) {
        std::fprintf(stderr, "%s\n", choice.notice.c_str());
    }
    return {choice.precision};
}

Json jsonOf(Precision precision, const BenchFigures& figures) {
    return {{"precision", nameOf(precision)},
            {"secondsPerStep", figures.secondsPerStep},
            {"sustainedSeconds", figures.sustainedSeconds},
            {"forwardSeconds", figures.forwardSeconds},
            {"backwardSeconds", figures.backwardSeconds},
            {"updateSeconds", figures.updateSeconds},
            {"peakBytes", figures.peakBytes},
            {"convolutionOperations", figures.convolutionOperations},
            {"deviceOperationsPerSecond", figures.operationsPerSecond},
            {"deviceBytesPerSecond", figures.bytesPerSecond},
            {"floorSeconds", figures.floorSeconds()},
            {"windowsPerSecond", figures.windowsPerSecond}};
}

void printFigures(Precision precision, const BenchFigures& figures) {
    const auto seconds = [](double value) { return fixedText(value, 4) + " s"; };
    const std::string step = seconds(figures.secondsPerStep) + ", among others " + seconds(figures.sustainedSeconds) +
                             " (forward " + seconds(figures.forwardSeconds) + ", backward " +
                             seconds(figures.backwardSeconds) + ", update " + seconds(figures.updateSeconds) +
                             "), peak " + bytesText(figures.peakBytes);
    const std::string floor = seconds(figures.floorSeconds()) + ": convolutions of " +
                              fixedText(figures.convolutionOperations / 1e12, 2) + " TFLOP at " +
                              fixedText(figures.operationsPerSecond / 1e12, 2) + " TFLOP/s; copies " +
                              fixedText(figures.bytesPerSecond / 1e9, 0) + " GB/s; step / floor " +
                              fixedText(figures.secondsPerStep / figures.floorSeconds(), 1);
    std::printf("%-9s step  %s\n%-9s floor %s\n%-9s prediction of the label alone %s windows a second\n",
                nameOf(precision).c_str(), step.c_str(), "", floor.c_str(), "",
                fixedText(figures.windowsPerSecond, 2).c_str());
    std::fflush(stdout);
}

void printKernels(const std::vector<KernelTime>& kernels) {
    constexpr std::size_t kMostRows = 45;
    double all = 0;
    for (const KernelTime& one : kernels) {
        all += one.seconds;
    }
    std::printf("%9s ms of a step in kernels\n", fixedText(1e3 * all, 3).c_str());
    for (const KernelTime& one : std::span(kernels).first(std::min(kernels.size(), kMostRows))) {
        std::printf("%9s ms %6s calls  %.110s\n", fixedText(1e3 * one.seconds, 3).c_str(),
                    fixedText(one.calls, 1).c_str(), one.name.c_str());
    }
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
    const BenchProblem problem = problemOf(options);
    Json rows = Json::array();
    for (const Precision precision : precisionsOf(options, problem.device)) {
        throwIfStopped(stop);
        const BenchFigures figures =
            translated("Measuring", kMemoryRanOut, [&] { return measure(problem, precision); });
        rows.push_back(jsonOf(precision, figures));
        if (!options.has("json")) {
            printFigures(precision, figures);
        }
        if (options.has("kernels")) {
            printKernels(translated("Measuring", kMemoryRanOut, [&] { return kernelTimes(problem, precision); }));
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
