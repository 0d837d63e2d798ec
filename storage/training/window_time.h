// How long the windows of a volume take, told from how long the iterations of a training took.
//
// Thread-safe, but for the function that takes a Project. Invariant: a time is told only where one was measured.
#pragma once

#include "core/settings/prediction_settings.h"
#include "core/settings/training_settings.h"

#include <cstdint>
#include <optional>

namespace tandem {

class Project;
struct NetworkCosts;

/// Which parts of the network a window goes through.
enum class WindowWork { DecoderA, BothDecoders };

/// Windows of a sliding window over a volume; sizes in voxels. The volume is padded where the patch is larger.
[[nodiscard]] std::int64_t windowsOf(const Index3& size, const Index3& patch, const Index3& stride);

/// A share of an iteration by the multiplications of both, for a window as large as the patches of the training.
[[nodiscard]] double secondsPerWindow(const TrainingSettings& settings, const NetworkCosts& costs,
                                      double secondsPerIteration, WindowWork work);

struct MeasuredSpeed {
    std::int64_t iterations = 0;
    double secondsPerIteration = 0;  ///< the median
};

/// Of a run that did some iterations, else nothing.
[[nodiscard]] std::optional<MeasuredSpeed> measuredSpeed(const Project& project, std::int64_t runId);

/// Of the windows over a volume on the prepared grid, by the network of that training.
[[nodiscard]] double predictionSeconds(const TrainingSettings& training, const NetworkCosts& costs,
                                       const PredictionSettings& prediction, const Index3& size,
                                       const MeasuredSpeed& speed);

}  // namespace tandem
