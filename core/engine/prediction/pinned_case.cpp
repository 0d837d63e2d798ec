#include "core/engine/prediction/pinned_case.h"

#include "core/engine/devices/mapped_pages.h"
#include "core/engine/network/mutual_vnet.h"
#include "core/engine/numerics/torch_error.h"
#include "core/engine/prediction/prediction_memory.h"
#include "core/engine/prediction/reliability_maps.h"

#include <algorithm>
#include <chrono>
#include <span>

namespace tandem {

PinnedPrediction predictPinned(MutualVNetImpl& network, const PreparedCase& prepared, SlidingWindow window,
                               std::int64_t iteration, const std::stop_token& stop) {
    window.outputs = WindowOutputs::ProbabilitiesFeatures;
    const std::string doing = "Predicting the pinned case " + prepared.reference().caseName;
    const std::string memoryRanOut =
        "The memory does not suffice to predict the pinned case " + prepared.reference().caseName + ".";
    return translated(doing, memoryRanOut, [&] {
        const auto start = std::chrono::steady_clock::now();
        const PreparedHeader& header = prepared.header();
        const at::Tensor image = imageTensor(prepared.imageVoxels().data(), header.channels, header.geometry.size);
        PinnedPrediction prediction{.iteration = iteration, .caseId = prepared.reference().caseId};
        prediction.maps = mapsOf(averageWindows(network, image, window, {}, stop), header.geometry, stop);
        prepared.requireWhole();
        // The case is read once in a while; meanwhile its memory is better used otherwise.
        releaseMappedPages(std::as_bytes(prepared.imageVoxels()));
        prediction.durationSeconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        return prediction;
    });
}

MemoryEstimate withPinnedCase(MemoryEstimate training, const TrainingPlan& plan, std::uint64_t freeBytes) {
    const PreparedHeader header = PreparedCase(plan.pinned->prepared()).header();
    const CheckpointDescription network{
        .settings = plan.settings, .classNames = plan.classNames, .channels = header.channels};
    const PredictionSettings settings{.device = plan.settings.device,
                                      .precision = plan.settings.precision,
                                      .stride = plan.settings.effectiveValidationStride(),
                                      .windowBatch = plan.settings.labelledBatch,
                                      .maps = KeptMaps::All};
    const MemoryEstimate watching = estimatePrediction(network, settings, header.geometry.size);
    // The activations of training are gone while a case is predicted.
    const bool isPredictionMore = watching.deviceBytes > training.deviceBytes;
    training.deviceBytes = std::max(training.deviceBytes, watching.deviceBytes);
    training.hostBytes = std::max(training.hostBytes, watching.hostBytes);
    if (training.fits && isPredictionMore && watching.deviceBytes > freeBytes) {
        training.fits = false;
        training.advice = "Pin a smaller case, or none: the training itself fits.";
    }
    return training;
}

}  // namespace tandem
