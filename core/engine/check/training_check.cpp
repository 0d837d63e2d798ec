#include "core/engine/check/training_check.h"

#include "core/base/error.h"
#include "core/engine/check/made_cases.h"
#include "core/engine/checkpoint/checkpoint.h"
#include "core/engine/devices/device_choice.h"
#include "core/engine/training/trainer.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace tandem {
namespace {

class LossRecord : public TrainingObserver {
public:
    void iterationDone(const IterationMetrics& metrics) override { m_losses.push_back(metrics.lossTotal); }
    void validationDone(const ValidationMetrics&) override {}
    void checkpointSaved(const CheckpointSaved&) override {}
    void noticed(const std::string&) override {}

    [[nodiscard]] const std::vector<double>& losses() const noexcept { return m_losses; }

private:
    std::vector<double> m_losses;
};

void trainTo(TrainingPlan& plan, std::int64_t iterations, LossRecord& record, const std::stop_token& stop) {
    plan.settings.iterations = iterations;
    if (train(plan, record, stop).stopped) {
        throw Error(ErrorCode::Cancelled, "Stopped as requested.");
    }
}

TrainingPlan planOn(const c10::Device& device, const std::filesystem::path& folder) {
    TrainingSettings settings = quickSettings("mutual-reliable");
    settings.device = nameOf(device);
    return makePlan(folder, settings);
}

double largestDifference(const std::vector<double>& a, const std::vector<double>& b) {
    if (a.size() != b.size()) {
        return std::numeric_limits<double>::infinity();
    }
    double largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        largest = std::max(largest, std::abs(a[i] - b[i]));
    }
    return largest;
}

double largestDifference(const std::filesystem::path& a, const std::filesystem::path& b) {
    const Checkpoint left = readCheckpoint(a);
    const Checkpoint right = readCheckpoint(b);
    double largest = 0;
    for (const auto& [name, tensor] : left.weights) {
        largest = std::max(largest, distance(tensor, right.weights.at(name)));
    }
    return largest;
}

}  // namespace

CheckRows repetition(const c10::Device& device, const std::filesystem::path& folder, const std::stop_token& stop) {
    constexpr std::int64_t kIterations = 5;
    TrainingPlan plan = planOn(device, folder);
    LossRecord first;
    plan.runFolder = folder / "first";
    trainTo(plan, kIterations, first, stop);
    LossRecord second;
    plan.runFolder = folder / "second";
    trainTo(plan, kIterations, second, stop);
    const std::optional<double> tolerance = device.is_cpu() ? std::optional(0.0) : std::nullopt;
    return {{.group = "repeated run",
             .name = "losses",
             .error = largestDifference(first.losses(), second.losses()),
             .tolerance = tolerance},
            {.group = "repeated run",
             .name = "weights",
             .error = largestDifference(folder / "first" / "last.ckpt", folder / "second" / "last.ckpt"),
             .tolerance = tolerance}};
}

CheckRows continuation(const c10::Device& device, const std::filesystem::path& folder, const std::stop_token& stop) {
    constexpr std::int64_t kIterations = 6;
    TrainingPlan plan = planOn(device, folder);
    LossRecord whole;
    plan.runFolder = folder / "whole";
    trainTo(plan, kIterations, whole, stop);
    LossRecord halves;
    plan.runFolder = folder / "halves";
    trainTo(plan, kIterations / 2, halves, stop);
    plan.resumeFrom = plan.runFolder / "last.ckpt";
    trainTo(plan, kIterations, halves, stop);
    const double tolerance = device.is_cpu() ? 0 : kResumeTolerance;
    return {{.group = "resumed run",
             .name = "losses",
             .error = largestDifference(whole.losses(), halves.losses()),
             .tolerance = tolerance},
            {.group = "resumed run",
             .name = "weights",
             .error = largestDifference(folder / "whole" / "last.ckpt", folder / "halves" / "last.ckpt"),
             .tolerance = tolerance}};
}

}  // namespace tandem
