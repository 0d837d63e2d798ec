#include "core/engine/check/training_check.h"

#include "core/base/error.h"
#include "core/checkpoint_files.h"
#include "core/engine/check/made_cases.h"
#include "core/engine/checkpoint/checkpoint.h"
#include "core/engine/devices/device_choice.h"
#include "core/engine/training/trainer.h"

#include <algorithm>
#include <array>
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
    TrainingSettings settings = quickSettings(Method::MutualReliable);
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

std::filesystem::path lastIn(const std::filesystem::path& runFolder) {
    return newestCheckpoint(runFolder, CheckpointKind::Last).value();
}

/// Of two runs that shall be the same, with their checkpoints in folders of these names.
CheckRows compared(const std::string& group, const std::filesystem::path& folder,
                   const std::array<const char*, 2>& names, const std::array<LossRecord, 2>& records,
                   std::optional<double> tolerance) {
    return {{.group = group,
             .name = "losses",
             .error = largestDifference(records[0].losses(), records[1].losses()),
             .tolerance = tolerance},
            {.group = group,
             .name = "weights",
             .error = largestDifference(lastIn(folder / names[0]), lastIn(folder / names[1])),
             .tolerance = tolerance}};
}

}  // namespace

CheckRows repetition(const c10::Device& device, const std::filesystem::path& folder, const std::stop_token& stop) {
    constexpr std::int64_t kIterations = 5;
    TrainingPlan plan = planOn(device, folder);
    constexpr std::array kNames{"first", "second"};
    std::array<LossRecord, 2> records;
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        plan.runFolder = folder / kNames[i];
        trainTo(plan, kIterations, records[i], stop);
    }
    return compared("repeated run", folder, kNames, records, device.is_cpu() ? std::optional(0.0) : std::nullopt);
}

CheckRows continuation(const c10::Device& device, const std::filesystem::path& folder, const std::stop_token& stop) {
    constexpr std::int64_t kIterations = 6;
    TrainingPlan plan = planOn(device, folder);
    constexpr std::array kNames{"whole", "halves"};
    std::array<LossRecord, 2> records;
    plan.runFolder = folder / kNames[0];
    trainTo(plan, kIterations, records[0], stop);
    plan.runFolder = folder / kNames[1];
    trainTo(plan, kIterations / 2, records[1], stop);
    plan.resumeFrom = lastIn(plan.runFolder);
    trainTo(plan, kIterations, records[1], stop);
    return compared("resumed run", folder, kNames, records, device.is_cpu() ? 0 : kResumeTolerance);
}

}  // namespace tandem
