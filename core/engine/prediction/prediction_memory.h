// How much memory a prediction needs, told before it begins. Thread-safe.
#pragma once

#include "core/engine.h"
#include "core/engine/network/mutual_vnet.h"
#include "core/engine/prediction/sliding_window.h"

#include <cstdint>
#include <string>

namespace tandem {

/// The window that the settings mean for a network: its own patch and test stride where they say 0. Precision and
/// accumulators stay as they are by default. Throws Error (InvalidInput) when the stride leaves voxels out.
[[nodiscard]] SlidingWindow windowOf(const PredictionSettings& settings, const TrainingSettings& training);

/// Bytes at the peak of a batch of windows, the sums left out.
[[nodiscard]] std::uint64_t activationBytes(const NetworkSettings& network, const SlidingWindow& window);

/// Bytes of the sums over all windows and of the padded image beside them. size: of the volume.
[[nodiscard]] std::uint64_t sumBytes(const NetworkSettings& network, const SlidingWindow& window, const Index3& size);

/// Whether sums and activations fit together into what is free.
[[nodiscard]] bool sumsFit(const NetworkSettings& network, const SlidingWindow& window, const Index3& size,
                           std::uint64_t freeBytes);

/// See Engine::estimatePrediction. Throws Error (NotFound) for a device that is not there.
[[nodiscard]] MemoryEstimate estimatePrediction(const CheckpointDescription& checkpoint,
                                                const PredictionSettings& settings, const Index3& size);

/// One sentence on which setting to lower, from what to what, so that a prediction takes at most availableBytes of the
/// device.
[[nodiscard]] std::string predictionAdvice(const CheckpointDescription& checkpoint, const PredictionSettings& settings,
                                           const Index3& size, std::uint64_t availableBytes);

}  // namespace tandem
