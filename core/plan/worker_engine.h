// An engine that trains in another process: it writes the plan, starts tandem-worker and tells the observer what that
// tells. Everything else is done by the engine that it is given.
//
// Thread-safe, as far as run folders differ. Invariant: what an observer is told is what it would be told by a training
// in this process, and of a checkpoint only once it is in the plan's run folder.
#pragma once

#include "core/engine.h"

#include <filesystem>
#include <memory>

namespace tandem {

/// The worker's file: TANDEM_WORKER when set, else that of the engine that was chosen, beside the program or in its lib
/// folder. Throws Error (NotFound) that says where it was looked for.
[[nodiscard]] std::filesystem::path findWorker();

class WorkerEngine : public Engine {
public:
    /// worker: the file of tandem-worker.
    WorkerEngine(std::unique_ptr<Engine> inner, std::filesystem::path worker);

    [[nodiscard]] std::string version() const override;
    [[nodiscard]] std::vector<Device> devices() const override;
    [[nodiscard]] SelfCheck selfCheck(const std::string& device) const override;
    [[nodiscard]] MemoryEstimate estimateTraining(const TrainingPlan& plan) const override;
    [[nodiscard]] MemoryEstimate estimatePrediction(const CheckpointDescription& checkpoint,
                                                    const PredictionSettings& settings,
                                                    const Index3& size) const override;
    [[nodiscard]] NetworkCosts networkCosts(const TrainingSettings& settings) const override;

    /// Works in plan.runFolder/worker, which is taken away in the end. Throws what the worker tells of its failure, and
    /// Error (Internal) when it ends without telling.
    TrainingSummary train(const TrainingPlan& plan, TrainingObserver& observer, std::stop_token stop) override;

    [[nodiscard]] CheckpointDescription describe(const std::filesystem::path& checkpoint) const override;
    [[nodiscard]] std::unique_ptr<Predictor> openPredictor(const std::filesystem::path& checkpoint,
                                                           const PredictionSettings& settings) const override;
    void exportWeights(const std::filesystem::path& checkpoint, const std::filesystem::path& file) const override;
    void exportScript(const std::filesystem::path& checkpoint, const std::filesystem::path& file) const override;
    void importWeights(const std::filesystem::path& file, const TrainingSettings& settings,
                       const std::vector<std::string>& classNames,
                       const std::filesystem::path& checkpoint) const override;

private:
    std::unique_ptr<Engine> m_inner;
    std::filesystem::path m_worker;
};

}  // namespace tandem
