// What an engine does, without any of its library's types: list devices, estimate memory, train, predict, exchange
// weights. The LibTorch implementation lives in core/engine and is opened at run time (core/engine_module.h).
//
// Each Engine is independent of every other. train() and Predictor::predict() block; call them on a thread of their
// own. An Engine may serve several threads at once. Invariant: no call leaves the process's global state changed.
#pragma once

#include "core/base/choice.h"
#include "core/base/progress.h"
#include "core/maps/map_set.h"
#include "core/prepared/prepared_case.h"
#include "core/settings/prediction_settings.h"
#include "core/settings/training_settings.h"
#include "core/study/split.h"
#include "core/volume/volume.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

struct Device {
    std::string name;   ///< "cpu", "cuda:0": what the setting device takes
    std::string title;  ///< "NVIDIA H200"
    std::uint64_t totalBytes = 0;
    std::uint64_t freeBytes = 0;
    bool hasBfloat16 = false;  ///< in hardware
};

/// What came out when reduced precision was compared with float32 on a device.
struct SelfCheck {
    std::string device;
    bool bfloat16Usable = false;  ///< right and not clearly slower; else "auto" means float32
    double largestError = 0;      ///< of bfloat16, relative to the largest float32 value
    double speedup = 0;           ///< float32 seconds / bfloat16 seconds
    std::string message;          ///< one sentence
};

struct MemoryEstimate {
    std::uint64_t deviceBytes = 0;  ///< peak on the device (on the CPU: resident memory added by the run)
    std::uint64_t hostBytes = 0;    ///< peak beside it on the host; 0 when the device is the CPU
    bool fits = true;               ///< into what is free now
    std::string advice;             ///< what to lower when it does not fit; else empty
};

/// What the network of some settings costs beside memory.
struct NetworkCosts {
    std::uint64_t checkpointBytes = 0;  ///< of a file with weights and momentum
    double shareOfDecoderA = 1;  ///< of the multiplications of a forward pass: without decoder B, as for a label alone
};

/// All that a run needs. The checkpoints appear in runFolder under names of core/checkpoint_files.h.
struct TrainingPlan {
    TrainingSettings settings;
    std::vector<std::string> classNames;  ///< index 0 is the background
    std::vector<LabelledCase> labelled;
    std::vector<UnlabelledCase> unlabelled;
    std::vector<ValidationCase> validation;
    std::filesystem::path runFolder;
    std::optional<std::filesystem::path> resumeFrom;      ///< a checkpoint to continue
    std::optional<std::filesystem::path> initialWeights;  ///< safetensors to start from, or from what of them fits
    /// Validated with the test stride before its first iteration, too, so that what it learns can be told from what it
    /// began with.
    bool validatesStart = false;
    /// Predicted with all maps at each validation, for a person to watch; its label is not read, and it decides
    /// nothing.
    std::optional<WatchedCase> pinned;
};

struct IterationMetrics {
    std::int64_t iteration = 0;  ///< from 1
    double lossTotal = 0;
    double lossSupervisedA = 0;
    double lossSupervisedB = 0;
    double lossMutualA = 0;  ///< A is the student
    double lossMutualB = 0;
    double ramp = 0;
    double learningRate = 0;
    double fractionATeachesB = 0;  ///< of the batch's voxels
    double fractionBTeachesA = 0;
    double meanReliability = 0;  ///< of the teacher, over the voxels in which somebody teaches
    double iterationsPerSecond = 0;
    std::uint64_t memoryBytes = 0;  ///< in use on the device (on the CPU: resident)
};

struct CaseDice {
    std::int64_t caseId = 0;
    std::vector<double> perClass;  ///< Dice of classes 1..C-1; 1 where label and prediction are both empty
};

struct ValidationMetrics {
    std::int64_t iteration = 0;
    bool fullProtocol = false;         ///< with the test stride: at the end of the run, or before its first iteration
    std::vector<double> dicePerClass;  ///< means over the cases, classes 1..C-1
    double meanDice = 0;
    std::vector<CaseDice> cases;
    double durationSeconds = 0;
};

enum class CheckpointKind { Last, Best };
template <>
inline constexpr std::array<std::string_view, 2> kChoiceTexts<CheckpointKind>{"last", "best"};

struct CheckpointSaved {
    CheckpointKind kind = CheckpointKind::Last;
    std::filesystem::path file;
    std::string contentHash;  ///< SHA-256
    std::int64_t iteration = 0;
    std::optional<double> validationDice;  ///< the mean Dice that chose it
};

/// Maps of one case on its prepared grid (core/settings: maps). Always the label of A, as the protocol says, and the
/// probabilities of A, of which the label is the argmax on another grid; from "probabilities" on those of B and of the
/// mean; with "all" similarities by class, uncertainties, reliabilities, selection and disagreement.
using PredictedMaps = MapSet;

/// The maps of the pinned case as a run has them by now.
struct PinnedPrediction {
    std::int64_t iteration = 0;
    std::int64_t caseId = 0;
    PredictedMaps maps;  ///< all of them
    double durationSeconds = 0;
};

/// What a plan became on this machine.
struct TrainingStart {
    std::string device;  ///< what auto became
    std::string precision;
    int threads = 0;  ///< that compute on the CPU, on which the last digits depend; 0 on another device
};

/// Told of everything while a run trains, on the thread that trains. Must return soon and not throw.
class TrainingObserver {
public:
    virtual ~TrainingObserver() = default;
    /// Before the first iteration.
    virtual void trainingStarted(const TrainingStart& /*start*/) {}
    virtual void iterationDone(const IterationMetrics& metrics) = 0;
    virtual void validationDone(const ValidationMetrics& metrics) = 0;
    /// It is on the disk. When this returns, the checkpoints of its kind that were before it go.
    virtual void checkpointSaved(const CheckpointSaved& checkpoint) = 0;
    /// A sentence for the log, such as a fall-back to float32.
    virtual void noticed(const std::string& sentence) = 0;
    /// At each validation, when the plan pins a case.
    virtual void pinnedPredicted(const PinnedPrediction& /*prediction*/) {}
};

struct TrainingSummary {
    std::int64_t iteration = 0;  ///< the last one done
    bool stopped = false;        ///< before all iterations were done; its last checkpoint continues it
    std::string device;          ///< what auto became
    std::string precision;
    std::optional<double> bestValidationDice;
    double durationSeconds = 0;
    std::uint64_t peakMemoryBytes = 0;
};

/// What a checkpoint says of itself.
struct CheckpointDescription {
    TrainingSettings settings;
    std::vector<std::string> classNames;
    int channels = 1;
    std::int64_t iteration = 0;
    std::string contentHash;
};

/// A loaded network. Not for two threads at once. Gives its memory back when destroyed.
class Predictor {
public:
    virtual ~Predictor() = default;
    [[nodiscard]] virtual const CheckpointDescription& description() const = 0;
    /// float32 or bfloat16: what the setting precision became on the device.
    [[nodiscard]] virtual std::string precision() const = 0;
    /// Throws Error (OutOfMemory naming the setting to lower) when a case surely does not fit into what is free, as
    /// predict() would do once it runs out. size: of the prepared grid.
    virtual void requireMemory(const std::string& caseName, const Index3& size) const = 0;
    /// Throws Error (Cancelled within one window batch, OutOfMemory naming the setting to lower, InvalidInput when the
    /// case has other channels than the network).
    [[nodiscard]] virtual PredictedMaps predict(const PreparedCase& prepared, const Progress& progress,
                                                std::stop_token stop) = 0;
};

class Engine {
public:
    virtual ~Engine() = default;

    /// Name and version of the implementation and its libraries, e.g. "LibTorch 2.6.0, oneDNN 3.5".
    [[nodiscard]] virtual std::string version() const = 0;
    [[nodiscard]] virtual std::vector<Device> devices() const = 0;
    /// device: auto, cpu, cuda or cuda:N. Throws Error (NotFound) listing the devices there are.
    [[nodiscard]] virtual SelfCheck selfCheck(const std::string& device) const = 0;

    [[nodiscard]] virtual MemoryEstimate estimateTraining(const TrainingPlan& plan) const = 0;
    [[nodiscard]] virtual MemoryEstimate estimatePrediction(const CheckpointDescription& checkpoint,
                                                            const PredictionSettings& settings,
                                                            const Index3& size) const = 0;

    [[nodiscard]] virtual NetworkCosts networkCosts(const TrainingSettings& settings) const = 0;

    /// Trains until done or stopped (within one iteration or window batch); on a stop the state is saved first.
    /// Throws Error (InvalidInput; OutOfMemory naming the setting to lower; Internal when a loss is not finite).
    virtual TrainingSummary train(const TrainingPlan& plan, TrainingObserver& observer, std::stop_token stop) = 0;

    /// Throws Error (NotFound; Corrupt when the checksum fails).
    [[nodiscard]] virtual CheckpointDescription describe(const std::filesystem::path& checkpoint) const = 0;
    [[nodiscard]] virtual std::unique_ptr<Predictor> openPredictor(const std::filesystem::path& checkpoint,
                                                                   const PredictionSettings& settings) const = 0;

    /// Writes the weights and batch-norm statistics as safetensors under the field's parameter names, and the names of
    /// the classes.
    virtual void exportWeights(const std::filesystem::path& checkpoint, const std::filesystem::path& file) const = 0;
    /// Writes the network as TorchScript, in float32, for programs without this engine: forward() gives the
    /// probabilities of decoder A, reliability() the maps of both (core/engine/script/model.torchscript). Throws Error
    /// (Io).
    virtual void exportScript(const std::filesystem::path& checkpoint, const std::filesystem::path& file) const = 0;
    /// Makes a checkpoint at iteration 0 with weights read from safetensors, from which one can predict or train on.
    /// Throws Error (InvalidInput) naming a missing tensor or a wrong shape.
    virtual void importWeights(const std::filesystem::path& file, const TrainingSettings& settings,
                               const std::vector<std::string>& classNames,
                               const std::filesystem::path& checkpoint) const = 0;
};

}  // namespace tandem
