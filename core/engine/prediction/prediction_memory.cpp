#include "core/engine/prediction/prediction_memory.h"

#include "core/base/error.h"
#include "core/engine/checkpoint/checkpoint.h"
#include "core/engine/devices/device_choice.h"
#include "core/engine/devices/out_of_memory.h"
#include "core/engine/network/network_costs.h"
#include "core/engine/numerics/precision.h"
#include "core/engine/prediction/reliability_maps.h"
#include "core/engine/prediction/window_sums.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace tandem {
namespace {

constexpr std::uint64_t kFloatBytes = 4;

/// What the numeric library keeps for itself once it has computed: compiled kernels, threads, reordered weights.
constexpr std::uint64_t kLibraryBytes = 32ULL << 20;

std::uint64_t voxelsOf(const Index3& size) {
    return static_cast<std::uint64_t>(size[0]) * static_cast<std::uint64_t>(size[1]) *
           static_cast<std::uint64_t>(size[2]);
}

std::uint64_t weightBytes(const NetworkSettings& network) {
    return parameterCount(network) * kFloatBytes;
}

/// Float maps that each stage of the work holds, by classes and filters; see mapsOf().
struct Stages {
    std::uint64_t sums = 0;      ///< while windows are computed
    std::uint64_t first = 0;     ///< sums and the maps of A
    std::uint64_t second = 0;    ///< what is left of the sums, and the maps of both
    std::uint64_t finished = 0;  ///< everything that is handed out, and the last sums

    [[nodiscard]] std::uint64_t most() const { return std::max({sums, first, second, finished}); }
};

Stages stagesOf(WindowOutputs outputs, std::uint64_t classes, std::uint64_t filters) {
    switch (outputs) {
        case WindowOutputs::ProbabilityA:
            return {.sums = classes, .finished = 2 * classes};
        case WindowOutputs::Probabilities:
            return {.sums = 2 * classes, .finished = 4 * classes};
        case WindowOutputs::ProbabilitiesFeatures:
            break;
    }
    const std::uint64_t ofOne = classes + 2;  // similarities, uncertainty, reliability
    return {.sums = 2 * classes + 2 * filters,
            .first = 2 * classes + 2 * filters + ofOne,
            .second = 2 * classes + filters + 2 * ofOne,
            .finished = 4 * classes + 2 * ofOne};
}

std::uint64_t slabBytes(WindowOutputs outputs, const NetworkSettings& network) {
    const auto features = static_cast<std::uint64_t>(network.filters);
    const std::uint64_t maps = outputs == WindowOutputs::ProbabilitiesFeatures ? 2 * features + 8 : 8;
    return kSlabVoxels * maps * kFloatBytes;
}

struct Need {
    std::uint64_t deviceBytes = 0;
    std::uint64_t hostBytes = 0;
};

Need needOf(const NetworkSettings& network, const SlidingWindow& window, const Index3& size,
            const c10::Device& device) {
    const Stages stages = stagesOf(window.outputs, static_cast<std::uint64_t>(network.classes),
                                   static_cast<std::uint64_t>(network.filters));
    const std::uint64_t voxels = voxelsOf(size);
    const std::uint64_t mapped = voxels * static_cast<std::uint64_t>(network.channels) * kFloatBytes;
    const std::uint64_t computing = sumBytes(network, window, size) + activationBytes(network, window);
    const std::uint64_t mapping = voxels * (stages.most() * kFloatBytes + 3) + slabBytes(window.outputs, network);
    if (!device.is_cuda()) {
        return {.deviceBytes = kLibraryBytes + weightBytes(network) + mapped + std::max(computing, mapping)};
    }
    const bool onDevice = sumsFit(network, window, size, memoryOf(device).freeBytes);
    return {.deviceBytes = weightBytes(network) + (onDevice ? computing : activationBytes(network, window)),
            .hostBytes = kLibraryBytes + mapped + mapping};
}

/// Once patch and stride are whole: a sentence on half of them would name sizes that nobody asked for.
void requireOverlap(const SlidingWindow& window) {
    for (std::size_t axis = 0; axis < 3; ++axis) {
        if (window.stride[axis] > window.patch[axis]) {
            throw Error(ErrorCode::InvalidInput,
                        "The stride is " + textOf(window.stride) + ", longer in one axis than the window, which is " +
                            textOf(window.patch) + ": voxels between windows would be left out; lower it.");
        }
    }
}

/// What could be changed, the least missed first.
std::vector<std::pair<std::string, PredictionSettings>> smallerSettings(const PredictionSettings& settings,
                                                                        const SlidingWindow& window) {
    std::vector<std::pair<std::string, PredictionSettings>> smaller;
    if (window.windowBatch > 1) {
        smaller.emplace_back("window-batch", settings).second.windowBatch = window.windowBatch / 2;
    }
    if (settings.maps != KeptMaps::Label) {
        smaller.emplace_back("maps", settings).second.maps =
            settings.maps == KeptMaps::All ? KeptMaps::Probabilities : KeptMaps::Label;
    }
    Index3 half{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        half[axis] = std::max<std::int64_t>(16, window.patch[axis] / 32 * 16);
    }
    if (half != window.patch) {
        PredictionSettings& one = smaller.emplace_back("patch", settings).second;
        one.patch = half;
        one.stride = {0, 0, 0};
    }
    return smaller;
}

std::string textOf(const PredictionSettings& settings, const SlidingWindow& window, const std::string& key) {
    if (key == "window-batch") {
        return std::to_string(window.windowBatch);
    }
    return key == "maps" ? std::string(nameOf(settings.maps)) : tandem::textOf(window.patch);
}

}  // namespace

SlidingWindow windowOf(const PredictionSettings& settings, const TrainingSettings& training) {
    SlidingWindow window{.windowBatch = settings.windowBatch};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        window.patch[axis] = settings.patch[axis] > 0 ? settings.patch[axis] : training.patch[axis];
        window.stride[axis] =
            settings.stride[axis] > 0 ? settings.stride[axis] : std::min(training.testStride[axis], window.patch[axis]);
    }
    requireOverlap(window);
    window.outputs = settings.maps == KeptMaps::All             ? WindowOutputs::ProbabilitiesFeatures
                     : settings.maps == KeptMaps::Probabilities ? WindowOutputs::Probabilities
                                                                : WindowOutputs::ProbabilityA;
    return window;
}

std::uint64_t activationBytes(const NetworkSettings& network, const SlidingWindow& window) {
    // Measured, in tensors of the finest level (filters x voxels): 4.3 where the last blocks meet the encoder's
    // features, in either decoder. At the very end 2.4 beside logits and probabilities, which is more with many
    // classes.
    constexpr double kInLastBlocks = 4.3;
    constexpr double kAtTheEnd = 2.4;
    const double elementBytes = window.precision == Precision::BFloat16 ? 2 : 4;
    const double voxels = static_cast<double>(voxelsOf(window.patch)) * static_cast<double>(window.windowBatch);
    const double finest = voxels * network.filters * elementBytes;
    const double classMaps = 3.0 * voxels * network.classes * kFloatBytes;
    const double input = voxels * network.channels * kFloatBytes;
    return static_cast<std::uint64_t>(std::max(kInLastBlocks * finest, kAtTheEnd * finest + classMaps) + input);
}

std::uint64_t sumBytes(const NetworkSettings& network, const SlidingWindow& window, const Index3& size) {
    const Stages stages = stagesOf(window.outputs, static_cast<std::uint64_t>(network.classes),
                                   static_cast<std::uint64_t>(network.filters));
    const WindowGrid grid = WindowGrid::over(size, window.patch, window.stride);
    return voxelsOf(grid.padded) * (stages.sums + static_cast<std::uint64_t>(network.channels)) * kFloatBytes;
}

bool sumsFit(const NetworkSettings& network, const SlidingWindow& window, const Index3& size, std::uint64_t freeBytes) {
    constexpr double kSafety = 1.1;
    return kSafety * static_cast<double>(sumBytes(network, window, size) + activationBytes(network, window)) <
           static_cast<double>(freeBytes);
}

MemoryEstimate estimatePrediction(const CheckpointDescription& checkpoint, const PredictionSettings& settings,
                                  const Index3& size) {
    checkSettings(settings);
    const c10::Device device = resolveDevice(settings.device);
    SlidingWindow window = windowOf(settings, checkpoint.settings);
    window.precision = expectedPrecision(settings.precision, device);
    const Need need = needOf(networkSettingsOf(checkpoint), window, size, device);
    const std::uint64_t freeBytes = memoryOf(device).freeBytes;
    MemoryEstimate estimate{.deviceBytes = need.deviceBytes, .hostBytes = need.hostBytes};
    estimate.fits = need.deviceBytes <= freeBytes && need.hostBytes <= memoryOf(c10::kCPU).freeBytes;
    estimate.advice = estimate.fits ? "" : predictionAdvice(checkpoint, settings, size, freeBytes);
    return estimate;
}

std::string predictionAdvice(const CheckpointDescription& checkpoint, const PredictionSettings& settings,
                             const Index3& size, std::uint64_t availableBytes) {
    const c10::Device device = resolveDevice(settings.device);
    const SlidingWindow now = windowOf(settings, checkpoint.settings);
    std::vector<MemoryRemedy> remedies;
    for (const auto& [key, smaller] : smallerSettings(settings, now)) {
        SlidingWindow window = windowOf(smaller, checkpoint.settings);
        const std::string to = textOf(smaller, window, key);
        window.precision = expectedPrecision(settings.precision, device);
        const Need need = needOf(networkSettingsOf(checkpoint), window, size, device);
        remedies.push_back({.setting = key,
                            .from = textOf(settings, now, key),
                            .to = to,
                            .neededBytes = std::max(need.deviceBytes, need.hostBytes)});
    }
    return memoryAdvice(remedies, availableBytes);
}

}  // namespace tandem
