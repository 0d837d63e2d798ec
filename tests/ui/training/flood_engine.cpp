// An engine that computes nothing and tells more than any network could: 2,000 numbers a second and more, for a test of
// what keeps and draws them.
#include "core/base/error.h"
#include "core/engine_module.h"

#include <chrono>
#include <cmath>
#include <thread>

namespace tandem {
namespace {

/// At twelve numbers each, well over 2,000 a second.
constexpr double kIterationsPerSecond = 200;

Error computesNothing() {
    return {ErrorCode::Unsupported, "This engine of a test computes nothing."};
}

class FloodEngine : public Engine {
public:
    [[nodiscard]] std::string version() const override { return "flood"; }
    [[nodiscard]] std::vector<Device> devices() const override {
        constexpr std::uint64_t kBytes = 1ULL << 33;
        return {{.name = "cpu", .title = "flood", .totalBytes = kBytes, .freeBytes = kBytes}};
    }
    [[nodiscard]] SelfCheck selfCheck(const std::string& device) const override { return {.device = device}; }
    [[nodiscard]] MemoryEstimate estimateTraining(const TrainingPlan& /*plan*/) const override { return {}; }
    [[nodiscard]] MemoryEstimate estimatePrediction(const CheckpointDescription& /*checkpoint*/,
                                                    const PredictionSettings& /*settings*/,
                                                    const Index3& /*size*/) const override {
        return {};
    }
    [[nodiscard]] NetworkCosts networkCosts(const TrainingSettings& /*settings*/) const override { return {}; }

    TrainingSummary train(const TrainingPlan& plan, TrainingObserver& observer, std::stop_token stop) override {
        using Clock = std::chrono::steady_clock;
        const Clock::time_point start = Clock::now();
        observer.trainingStarted({.device = "cpu", .precision = "float32", .threads = 1});
        TrainingSummary summary{.device = "cpu", .precision = "float32"};
        for (std::int64_t iteration = 1; iteration <= plan.settings.iterations && !stop.stop_requested(); ++iteration) {
            const double loss = 1 / (1 + 0.001 * static_cast<double>(iteration)) +
                                0.05 * std::sin(static_cast<double>(iteration * iteration));
            observer.iterationDone({.iteration = iteration,
                                    .lossTotal = loss,
                                    .lossSupervisedA = 0.4 * loss,
                                    .lossSupervisedB = 0.5 * loss,
                                    .learningRate = 0.01,
                                    .iterationsPerSecond = kIterationsPerSecond});
            summary.iteration = iteration;
            std::this_thread::sleep_until(
                start + std::chrono::duration_cast<Clock::duration>(
                            std::chrono::duration<double>(static_cast<double>(iteration) / kIterationsPerSecond)));
        }
        summary.stopped = summary.iteration < plan.settings.iterations;
        return summary;
    }

    [[nodiscard]] CheckpointDescription describe(const std::filesystem::path& /*checkpoint*/) const override {
        throw computesNothing();
    }
    [[nodiscard]] std::unique_ptr<Predictor> openPredictor(const std::filesystem::path& /*checkpoint*/,
                                                           const PredictionSettings& /*settings*/) const override {
        throw computesNothing();
    }
    void exportWeights(const std::filesystem::path& /*checkpoint*/,
                       const std::filesystem::path& /*file*/) const override {
        throw computesNothing();
    }
    void exportScript(const std::filesystem::path& /*checkpoint*/,
                      const std::filesystem::path& /*file*/) const override {
        throw computesNothing();
    }
    void importWeights(const std::filesystem::path& /*file*/, const TrainingSettings& /*settings*/,
                       const std::vector<std::string>& /*classNames*/,
                       const std::filesystem::path& /*checkpoint*/) const override {
        throw computesNothing();
    }
};

}  // namespace
}  // namespace tandem

extern "C" __attribute__((visibility("default"))) tandem::Engine* tandem_make_engine() {
    return new tandem::FloodEngine;
}

extern "C" __attribute__((visibility("default"))) const char* tandem_engine_form() {
    return tandem::engineForm();
}
