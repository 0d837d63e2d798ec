// How much memory a training run needs, counted from what autograd keeps of every layer.
//
// Calibrated against measured peaks, and within 25 % of them. Thread-safe. Invariant: nothing is allocated or read.
#pragma once

#include "core/engine/network/mutual_vnet.h"
#include "core/engine/numerics/precision.h"
#include "core/settings/training_settings.h"

#include <c10/core/Device.h>

#include <cstdint>
#include <string>

namespace tandem {

/// Where the volumes live that patches are cut from.
enum class Placement { Device, Stream };

/// What decides the memory of a run, beside its settings.
struct RunShape {
    NetworkSettings network;  ///< but for filters, where the settings' count
    c10::Device device{c10::kCPU};
    Precision precision = Precision::Float32;
    std::uint64_t volumeBytes = 0;  ///< of all volumes that patches are cut from
};

/// In bytes.
struct TrainingMemory {
    std::uint64_t work = 0;     ///< on the device, without volumes: weights, momentum, activations, loss, batch
    std::uint64_t volumes = 0;  ///< when they live on the device
    std::uint64_t prefetch =
        0;  ///< on the device when they are streamed, and as much on the host beside it: patches cut ahead
};

[[nodiscard]] TrainingMemory trainingMemory(const TrainingSettings& settings, const RunShape& shape);

/// On the device, where patches that were cut ahead wait.
[[nodiscard]] std::uint64_t deviceBytes(const TrainingMemory& memory, Placement placement);

/// What the setting placement means: auto is the device where the volumes fit beside the work.
[[nodiscard]] Placement placementOf(const TrainingSettings& settings, const RunShape& shape, std::uint64_t freeBytes);

/// One sentence naming the setting to lower, and by how much, so that a run fits into freeBytes.
[[nodiscard]] std::string adviceToLower(const TrainingSettings& settings, const RunShape& shape,
                                        std::uint64_t freeBytes);

}  // namespace tandem
