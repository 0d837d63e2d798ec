#include "core/engine/libtorch_engine.h"

#include "core/engine/checkpoint/checkpoint.h"
#include "core/engine/devices/device_choice.h"
#include "core/engine/devices/library_versions.h"
#include "core/engine/memory/memory_estimate.h"
#include "core/engine/network/network_costs.h"
#include "core/engine/network/safetensors.h"
#include "core/engine/network/weights.h"
#include "core/engine/numerics/self_check.h"
#include "core/engine/numerics/torch_error.h"
#include "core/engine/prediction/libtorch_predictor.h"
#include "core/engine/prediction/prediction_memory.h"
#include "core/engine/script/scripted_network.h"
#include "core/engine/training/trainer.h"

#include <utility>

namespace tandem {
namespace {

/// Work in which only a library's own failure is to be translated; what is told when memory runs out is general.
template <class Work>
auto guarded(const std::string& doing, Work&& work) {
    return translated(doing, doing + " needs more memory than is free; close other programs or use another machine.",
                      std::forward<Work>(work));
}

/// The side of a tensor of a weights file by which the network's shape is known.
int sideOf(const TensorFile& weights, const std::string& name, std::int64_t axis, const std::string& file) {
    const auto found = weights.tensors.find(name);
    if (found == weights.tensors.end() || found->second.dim() != 5) {
        throw Error(ErrorCode::InvalidInput,
                    file + " has no tensor " + name + " of five dimensions, so it holds no weights of this network.");
    }
    return static_cast<int>(found->second.size(axis));
}

void requireSame(const std::string& what, std::int64_t inFile, std::int64_t asked, const std::string& file) {
    if (inFile != asked) {
        throw Error(ErrorCode::InvalidInput, "The weights in " + file + " have " + std::to_string(inFile) + " " + what +
                                                 ", but the settings say " + std::to_string(asked) + "; use " +
                                                 std::to_string(inFile) + " " + what + ".");
    }
}

}  // namespace

std::string LibTorchEngine::version() const {
    return guarded("Asking the libraries for their versions", [] { return libraryVersions(); });
}

std::vector<Device> LibTorchEngine::devices() const {
    return guarded("Listing the devices", [] { return listDevices(); });
}

SelfCheck LibTorchEngine::selfCheck(const std::string& device) const {
    return guarded("Checking the device " + device, [&] { return tandem::selfCheck(resolveDevice(device)); });
}

MemoryEstimate LibTorchEngine::estimateTraining(const TrainingPlan& plan) const {
    return guarded("Estimating the memory of the training", [&] { return tandem::estimateTraining(plan); });
}

MemoryEstimate LibTorchEngine::estimatePrediction(const CheckpointDescription& checkpoint,
                                                  const PredictionSettings& settings, const Index3& size) const {
    return guarded("Estimating the memory of the prediction",
                   [&] { return tandem::estimatePrediction(checkpoint, settings, size); });
}

NetworkCosts LibTorchEngine::networkCosts(const TrainingSettings& settings) const {
    const std::uint64_t parameters = parameterCount({.filters = static_cast<int>(settings.filters)});
    return {.checkpointBytes = 2 * parameters * sizeof(float), .shareOfDecoderA = kShareOfDecoderA};
}

TrainingSummary LibTorchEngine::train(const TrainingPlan& plan, TrainingObserver& observer, std::stop_token stop) {
    return guarded("The training", [&] { return tandem::train(plan, observer, stop); });
}

CheckpointDescription LibTorchEngine::describe(const std::filesystem::path& checkpoint) const {
    return guarded("Reading " + checkpoint.string(), [&] { return describeCheckpoint(checkpoint); });
}

std::unique_ptr<Predictor> LibTorchEngine::openPredictor(const std::filesystem::path& checkpoint,
                                                         const PredictionSettings& settings) const {
    return guarded("Opening " + checkpoint.string(), [&]() -> std::unique_ptr<Predictor> {
        const Checkpoint read = readCheckpoint(checkpoint);
        return std::make_unique<LibTorchPredictor>(read.about, networkOf(read), settings);
    });
}

void LibTorchEngine::exportWeights(const std::filesystem::path& checkpoint, const std::filesystem::path& file) const {
    guarded("Exporting weights to " + file.string(), [&] {
        const Checkpoint read = readCheckpoint(checkpoint);
        saveWeights(networkOf(read), file, read.about.classNames);
    });
}

void LibTorchEngine::exportScript(const std::filesystem::path& checkpoint, const std::filesystem::path& file) const {
    guarded("Exporting the network to " + file.string(),
            [&] { saveScript(networkOf(readCheckpoint(checkpoint)), file); });
}

void LibTorchEngine::importWeights(const std::filesystem::path& file, const TrainingSettings& settings,
                                   const std::vector<std::string>& classNames,
                                   const std::filesystem::path& checkpoint) const {
    checkSettings(settings);
    guarded("Importing weights from " + file.string(), [&] {
        const TensorFile content = readSafetensors(file);
        const std::string name = file.filename().string();
        const int filters = sideOf(content, "encoder.block_one.conv.0.weight", 0, name);
        const int channels = sideOf(content, "encoder.block_one.conv.0.weight", 1, name);
        const int classes = sideOf(content, "decoder1.out_conv.weight", 0, name);
        requireSame("filters", filters, settings.filters, name);
        requireSame("classes", classes, static_cast<std::int64_t>(classNames.size()), name);
        const CheckpointDescription about{
            .settings = settings, .classNames = classNames, .channels = channels, .iteration = 0};
        MutualVNet network(networkSettingsOf(about));
        setWeights(network, content.tensors, name);
        writeCheckpoint(checkpoint, {.about = about, .weights = weightsOf(network), .run = std::nullopt});
    });
}

}  // namespace tandem
