#include "core/engine/memory/training_memory.h"

#include "core/engine/devices/out_of_memory.h"
#include "core/engine/network/network_costs.h"
#include "core/engine/sampling/patch_source.h"

#include <algorithm>
#include <array>
#include <vector>

namespace tandem {
namespace {

constexpr double kFloatBytes = 4;
/// Beside the volumes, what the system and other programs shall still have.
constexpr double kUsableFraction = 0.9;

/// Of all patches of a step.
double batchVoxels(const TrainingSettings& settings) {
    return static_cast<double>(settings.patchesPerStep() * settings.patch[0] * settings.patch[1] * settings.patch[2]);
}

/// Tensors that autograd keeps for the backward pass, in units of one tensor of the finest level: a level has twice the
/// channels and an eighth of the voxels of the one before, so a quarter of its bytes. Every convolution keeps two
/// tensors, what it makes and what ReLU makes of it.
double keptTensors() {
    constexpr std::array<double, 5> kEncoder{2, 6, 8, 8, 8};
    constexpr std::array<double, 5> kDecoder{4, 6, 8, 8, 0};
    double tensors = 0;
    double size = 1;
    for (std::size_t level = 0; level < kEncoder.size(); ++level, size /= 4) {
        tensors += size * (kEncoder[level] + 2 * kDecoder[level]);
    }
    return tensors;
}

/// The constants are what peaks measured on the CPU came to; gradients take the place of kept tensors. On a GPU peaks
/// were lower, by a fifth in bfloat16 and by a twentieth in float32 (tests/bench/README.md).
std::uint64_t workBytes(const TrainingSettings& settings, const RunShape& shape) {
    constexpr double kRuntimeBytes = 40e6;  // code that the libraries generate, scratch memory
    constexpr double kGradientTensors = 1;
    const MethodNeeds needs = needsOf(settings.method);
    const double lossTensors = (needs.usesUnlabelled ? 8 : 4) * needs.decoders;  // per class
    const double elementBytes = shape.precision == Precision::BFloat16 ? 2 : kFloatBytes;
    const double voxels = batchVoxels(settings);
    const double activations =
        (keptTensors() + kGradientTensors) * static_cast<double>(settings.filters) * voxels * elementBytes;
    const double loss = lossTensors * shape.network.classes * voxels * kFloatBytes;
    const double batch = voxels * (shape.network.channels * kFloatBytes + 1);
    NetworkSettings network = shape.network;
    network.filters = static_cast<int>(settings.filters);
    const double weights = static_cast<double>(parameterCount(network)) * kFloatBytes;
    const double step = weights + activations + loss + batch;  // the weights' gradients
    // While a checkpoint is written the training goes on: copies of weights and momentum on the host.
    const double saving = shape.device.is_cpu() ? 2 * weights : 0;
    return static_cast<std::uint64_t>(2 * weights + step + saving + kRuntimeBytes);
}

class Remedies {
public:
    Remedies(const TrainingSettings& settings, const RunShape& shape, std::uint64_t freeBytes)
        : m_settings(settings), m_shape(shape), m_freeBytes(freeBytes) {}

    /// lowered: the settings with the one of the given key made smaller, once.
    void add(const std::string& key, const TrainingSettings& lowered) {
        const auto text = [&key](const TrainingSettings& settings) {
            for (const auto& field : TrainingSettings::fields()) {
                if (field.key == key) {
                    return textOf(field.get(settings));
                }
            }
            return std::string();
        };
        const TrainingMemory memory = trainingMemory(lowered, m_shape);
        const Placement placement = placementOf(lowered, m_shape, m_freeBytes);
        m_all.push_back({.setting = key,
                         .from = text(m_settings),
                         .to = text(lowered),
                         .neededBytes = deviceBytes(memory, placement)});
    }

    [[nodiscard]] const std::vector<MemoryRemedy>& all() const noexcept { return m_all; }

private:
    const TrainingSettings& m_settings;
    const RunShape& m_shape;
    std::uint64_t m_freeBytes;
    std::vector<MemoryRemedy> m_all;
};

void addSmallerBatches(Remedies& remedies, const TrainingSettings& settings) {
    for (TrainingSettings lowered = settings; lowered.usesUnlabelled() && --lowered.unlabelledBatch >= 1;) {
        remedies.add("unlabelled-batch", lowered);
    }
    for (TrainingSettings lowered = settings; --lowered.labelledBatch >= 1;) {
        remedies.add("labelled-batch", lowered);
    }
}

void addSmallerPatches(Remedies& remedies, const TrainingSettings& settings) {
    constexpr std::int64_t kStep = 16;
    TrainingSettings lowered = settings;
    while (true) {
        std::int64_t& longest = *std::ranges::max_element(lowered.patch);
        if (longest <= kStep) {
            return;
        }
        longest -= kStep;
        remedies.add("patch", lowered);
    }
}

}  // namespace

TrainingMemory trainingMemory(const TrainingSettings& settings, const RunShape& shape) {
    const double patchBytes = batchVoxels(settings) * (shape.network.channels * kFloatBytes + 1);
    const auto batches = static_cast<double>(1 + batchesAhead(settings.prefetchThreads));
    return {.work = workBytes(settings, shape),
            .volumes = shape.volumeBytes,
            .prefetch = static_cast<std::uint64_t>(batches * patchBytes)};
}

std::uint64_t deviceBytes(const TrainingMemory& memory, Placement placement) {
    if (placement == Placement::Device) {
        return memory.work + memory.volumes;
    }
    return memory.work + memory.prefetch;
}

Placement placementOf(const TrainingSettings& settings, const RunShape& shape, std::uint64_t freeBytes) {
    if (settings.placement != AskedPlacement::Auto) {
        return settings.placement == AskedPlacement::Device ? Placement::Device : Placement::Stream;
    }
    const auto needed = static_cast<double>(deviceBytes(trainingMemory(settings, shape), Placement::Device));
    return needed <= kUsableFraction * static_cast<double>(freeBytes) ? Placement::Device : Placement::Stream;
}

std::string adviceToLower(const TrainingSettings& settings, const RunShape& shape, std::uint64_t freeBytes) {
    // What is free now was free when memory ran out too, so the advice must go clearly below it.
    const auto current =
        static_cast<double>(deviceBytes(trainingMemory(settings, shape), placementOf(settings, shape, freeBytes)));
    const auto target = static_cast<std::uint64_t>(kUsableFraction * std::min(static_cast<double>(freeBytes), current));
    Remedies remedies(settings, shape, freeBytes);
    if (settings.placement != AskedPlacement::Stream) {
        TrainingSettings streaming = settings;
        streaming.placement = AskedPlacement::Stream;
        remedies.add("placement", streaming);
    }
    addSmallerBatches(remedies, settings);
    addSmallerPatches(remedies, settings);
    for (TrainingSettings lowered = settings; (lowered.filters /= 2) >= 1;) {
        remedies.add("filters", lowered);
    }
    return memoryAdvice(remedies.all(), target);
}

}  // namespace tandem
