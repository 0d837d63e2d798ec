#include "core/engine/training/trainer.h"

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/engine/devices/device_choice.h"
#include "core/engine/devices/device_memory.h"
#include "core/engine/devices/out_of_memory.h"
#include "core/engine/devices/shared_reserve.h"
#include "core/engine/devices/thread_count.h"
#include "core/engine/numerics/math_scope.h"
#include "core/engine/numerics/torch_error.h"
#include "core/engine/training/training_run.h"

#include <c10/core/DeviceGuard.h>
#include <c10/core/GradMode.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace tandem {
namespace {

/// Passes everything on, and remembers the most memory that was seen.
class PeakWatch : public TrainingObserver {
public:
    PeakWatch(TrainingObserver& observer, const c10::Device& device)
        : m_observer(observer), m_device(device), m_before(peakBytesInUse(device)) {}

    void trainingStarted(const TrainingStart& start) override { m_observer.trainingStarted(start); }
    void iterationDone(const IterationMetrics& metrics) override {
        m_seen = std::max(m_seen, metrics.memoryBytes);
        m_observer.iterationDone(metrics);
    }
    void validationDone(const ValidationMetrics& metrics) override { m_observer.validationDone(metrics); }
    void checkpointSaved(const CheckpointSaved& checkpoint) override { m_observer.checkpointSaved(checkpoint); }
    void noticed(const std::string& sentence) override { m_observer.noticed(sentence); }
    void pinnedPredicted(const PinnedPrediction& prediction) override { m_observer.pinnedPredicted(prediction); }

    /// The process's peak where this run raised it; it cannot be set back without disturbing others.
    [[nodiscard]] std::uint64_t peakBytes() const {
        const std::uint64_t now = peakBytesInUse(m_device);
        return now > m_before ? now : m_seen;
    }

private:
    TrainingObserver& m_observer;
    c10::Device m_device;
    std::uint64_t m_before;
    std::uint64_t m_seen = 0;
};

void requirePlan(const TrainingPlan& plan) {
    checkSettings(plan.settings);
    constexpr std::size_t kMostClasses = 256;  // a label is a byte
    if (plan.classNames.size() < 2 || plan.classNames.size() > kMostClasses) {
        throw Error(ErrorCode::InvalidInput, "A run needs 2 to 256 classes, the background included, and was given " +
                                                 std::to_string(plan.classNames.size()) + ".");
    }
}

/// What is to be the same on all ranks, and what they would begin with.
std::string agreementOf(const TrainingPlan& plan) {
    TrainingSettings settings = plan.settings;
    settings.device.clear();
    std::string text = settingsToJson(settings).dump();
    for (const std::string& name : plan.classNames) {
        text += "\n" + name;
    }
    const auto add = [&text](const auto& cases) {
        for (const auto& one : cases) {
            text += "\n" + std::to_string(one.prepared().caseId) + " " + one.prepared().stem.filename().string();
        }
    };
    add(plan.labelled);
    add(plan.unlabelled);
    add(plan.validation);
    return text + "\n" + plan.resumeFrom.value_or(plan.initialWeights.value_or("")).filename().string();
}

/// How this rank computes among the others, once they agree on what to do.
void join(RankGroup& ranks, const TrainingPlan& plan, const c10::Device& device, TrainingObserver& observer) {
    ranks.requireSame("plan", agreementOf(plan));
    ranks.connect(device);
    observer.noticed(ranks.description());
}

/// What of the settings decides the memory of this process.
TrainingSettings ofOneRank(TrainingSettings settings, const RankGroup* ranks) {
    if (ranks != nullptr && settings.usesUnlabelled()) {
        const std::int64_t patches = settings.labelledBatch + settings.unlabelledBatch;
        const std::int64_t own = std::max<std::int64_t>(1, patches / ranks->ranks());
        settings.labelledBatch = std::min(settings.labelledBatch, own);
        settings.unlabelledBatch = own - settings.labelledBatch;
    } else if (ranks != nullptr) {
        settings.labelledBatch = std::max<std::int64_t>(1, settings.labelledBatch / ranks->ranks());
    }
    return settings;
}

RunSetup setUp(const TrainingPlan& plan, const c10::Device& device, TrainingObserver& observer,
               const RankGroup* ranks) {
    const TrainingMethod& method = trainingMethod(plan.settings.method);
    const PrecisionChoice choice = resolvePrecision(plan.settings.precision, device);
    if (!choice.notice.empty()) {
        observer.noticed(choice.notice);
    }
    if (plan.settings.deterministic && device.is_cuda()) {
        observer.noticed("On " + nameOf(device) + " a run is computed with repeatable algorithms, which are slower.");
    }
    TrainingCases cases = TrainingCases::open(plan);
    const RunShape shape{.network = {.channels = cases.channels,
                                     .classes = static_cast<int>(plan.classNames.size()),
                                     .filters = static_cast<int>(plan.settings.filters),
                                     .dropout = plan.settings.dropout},
                         .device = device,
                         .precision = choice.precision,
                         .volumeBytes = cases.patchVolumeBytes()};
    return {.shape = shape, .method = method, .cases = std::move(cases), .ranks = ranks};
}

/// On the CPU the system would end the process rather than fail an allocation, so what cannot fit is refused before.
void requireMemory(const TrainingSettings& settings, const RunShape& shape) {
    constexpr double kSurely = 0.8;  // the estimate is right within 25 %
    const std::uint64_t needed = trainingMemory(settings, shape).work;
    const std::uint64_t free = memoryOf(shape.device).freeBytes;
    if (shape.device.is_cpu() && kSurely * static_cast<double>(needed) > static_cast<double>(free)) {
        throw Error(ErrorCode::OutOfMemory, "Training needs about " + bytesText(needed) + " of memory, but only " +
                                                bytesText(free) + " are free. " + adviceToLower(settings, shape, free));
    }
}

std::string outOfMemorySentence(const TrainingSettings& settings, const RunShape& shape) {
    return "The memory of " + nameOf(shape.device) + " does not suffice to train. " +
           adviceToLower(settings, shape, memoryOf(shape.device).freeBytes);
}

TrainingSummary trainOn(const c10::Device& device, const TrainingPlan& plan, TrainingObserver& observer,
                        const std::stop_token& stop, RankGroup* ranks) {
    const auto start = std::chrono::steady_clock::now();
    const c10::OptionalDeviceGuard onDevice(device);
    const c10::AutoGradMode withGradients(true);
    const ReserveUse use(device);
    std::optional<ThreadCountGuard> threads;
    if (ranks != nullptr) {
        join(*ranks, plan, device, observer);
        threads.emplace(ranks->threadsOf(threadCount()));
    }
    PeakWatch watch(observer, device);
    const RunSetup setup = setUp(plan, device, watch, ranks);
    const MathScope math(device, setup.shape.precision, plan.settings.deterministic);
    requireMemory(ofOneRank(plan.settings, ranks), setup.shape);
    TrainingSummary summary = translated("Training", outOfMemorySentence(plan.settings, setup.shape), [&] {
        TrainingRun run(plan, setup, watch, ranks != nullptr ? ranks->stopToken() : stop);
        return run.run();
    });
    summary.device = nameOf(device);
    summary.precision = nameOf(setup.shape.precision);
    summary.peakMemoryBytes = watch.peakBytes();
    summary.durationSeconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return summary;
}

}  // namespace

TrainingSummary train(const TrainingPlan& plan, TrainingObserver& observer, const std::stop_token& stop,
                      RankGroup* ranks) {
    requirePlan(plan);
    return translated("Preparing the training", "The memory does not suffice to begin training; close other programs.",
                      [&] {
                          const std::string& asked = plan.settings.device;
                          const c10::Device device = ranks != nullptr ? ranks->deviceFor(asked) : resolveDevice(asked);
                          return trainOn(device, plan, observer, stop, ranks);
                      });
}

}  // namespace tandem
