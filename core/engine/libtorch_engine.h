// The engine on LibTorch. What its parts do is in the folders beside this file; here they meet the interface, and every
// exception of the library becomes an Error.
//
// Thread-safe. Invariant: it has no state, so two engines in one process cannot disturb each other.
#pragma once

#include "core/engine.h"

namespace tandem {

class LibTorchEngine : public Engine {
public:
    [[nodiscard]] std::string version() const override;
    [[nodiscard]] std::vector<Device> devices() const override;
    [[nodiscard]] SelfCheck selfCheck(const std::string& device) const override;

    [[nodiscard]] MemoryEstimate estimateTraining(const TrainingPlan& plan) const override;
    [[nodiscard]] MemoryEstimate estimatePrediction(const CheckpointDescription& checkpoint,
                                                    const PredictionSettings& settings,
                                                    const Index3& size) const override;
    [[nodiscard]] NetworkCosts networkCosts(const TrainingSettings& settings) const override;

    TrainingSummary train(const TrainingPlan& plan, TrainingObserver& observer, std::stop_token stop) override;

    [[nodiscard]] CheckpointDescription describe(const std::filesystem::path& checkpoint) const override;
    [[nodiscard]] std::unique_ptr<Predictor> openPredictor(const std::filesystem::path& checkpoint,
                                                           const PredictionSettings& settings) const override;

    void exportWeights(const std::filesystem::path& checkpoint, const std::filesystem::path& file) const override;
    void exportScript(const std::filesystem::path& checkpoint, const std::filesystem::path& file) const override;
    void importWeights(const std::filesystem::path& file, const TrainingSettings& settings,
                       const std::vector<std::string>& classNames,
                       const std::filesystem::path& checkpoint) const override;
};

}  // namespace tandem
