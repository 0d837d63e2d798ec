#include "storage/training/window_time.h"

#include "core/engine.h"
#include "core/training_metrics.h"
#include "storage/db/metric_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_record.h"

#include <algorithm>
#include <vector>

namespace tandem {

std::int64_t windowsOf(const Index3& size, const Index3& patch, const Index3& stride) {
    std::int64_t windows = 1;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const std::int64_t beyond = std::max<std::int64_t>(0, size[axis] - patch[axis]);
        windows *= (beyond + stride[axis] - 1) / stride[axis] + 1;
    }
    return windows;
}

double secondsPerWindow(const TrainingSettings& settings, const NetworkCosts& costs, double secondsPerIteration,
                        WindowWork work) {
    constexpr double kPasses = 3;  // a patch that is trained on costs as much as three forward passes
    const double secondsPerPass = secondsPerIteration / static_cast<double>(settings.patchesPerStep()) / kPasses;
    return secondsPerPass * (work == WindowWork::DecoderA ? costs.shareOfDecoderA : 1);
}

std::optional<MeasuredSpeed> measuredSpeed(const Project& project, std::int64_t runId) {
    constexpr std::size_t kEnough = 10;
    std::vector<double> speeds;
    for (const MetricPoint& point : project.metrics().list(runId, idOf(Metric::IterationsPerSecond))) {
        speeds.push_back(point.value);
    }
    if (speeds.size() < kEnough) {
        return {};
    }
    const auto middle = speeds.begin() + static_cast<std::ptrdiff_t>(speeds.size() / 2);
    std::ranges::nth_element(speeds, middle);
    return MeasuredSpeed{.iterations = static_cast<std::int64_t>(speeds.size()), .secondsPerIteration = 1 / *middle};
}

double predictionSeconds(const TrainingSettings& training, const NetworkCosts& costs,
                         const PredictionSettings& prediction, const Index3& size, const MeasuredSpeed& speed) {
    Index3 patch{}, stride{};
    double share = 1;  // of the voxels of a patch that was trained on
    for (std::size_t axis = 0; axis < 3; ++axis) {
        patch[axis] = prediction.patch[axis] > 0 ? prediction.patch[axis] : training.patch[axis];
        stride[axis] =
            std::min(prediction.stride[axis] > 0 ? prediction.stride[axis] : training.testStride[axis], patch[axis]);
        share *= static_cast<double>(patch[axis]) / static_cast<double>(training.patch[axis]);
    }
    const WindowWork work = prediction.maps == KeptMaps::Label ? WindowWork::DecoderA : WindowWork::BothDecoders;
    return static_cast<double>(windowsOf(size, patch, stride)) * share *
           secondsPerWindow(training, costs, speed.secondsPerIteration, work);
}

}  // namespace tandem
