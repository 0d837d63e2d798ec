#include "core/engine/prediction/libtorch_predictor.h"

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/engine/devices/device_choice.h"
#include "core/engine/numerics/math_scope.h"
#include "core/engine/numerics/torch_error.h"
#include "core/engine/prediction/prediction_memory.h"
#include "core/engine/prediction/reliability_maps.h"

#include <utility>

namespace tandem {
namespace {

/// Of the time for a case, what the windows take; the maps are the rest.
constexpr double kWindowsShare = 0.95;

Progress windowsPart(const Progress& progress) {
    return progress ? between(progress, 0, kWindowsShare) : Progress();
}

}  // namespace

LibTorchPredictor::LibTorchPredictor(CheckpointDescription description, MutualVNet network, PredictionSettings settings)
    : m_description(std::move(description)),
      m_settings(std::move(settings)),
      m_window(windowOf(m_settings, m_description.settings)),
      m_device(resolveDevice(m_settings.device)),
      m_use(m_device),
      m_network(std::move(network)) {
    checkSettings(m_settings);
    m_window.precision = resolvePrecision(m_settings.precision, m_device).precision;
    m_network->to(m_device);
    m_network->eval();
}

void LibTorchPredictor::requireSameChannels(const PreparedCase& prepared) const {
    const int channels = prepared.header().channels;
    if (channels != m_description.channels) {
        throw Error(ErrorCode::InvalidInput, "The case " + prepared.reference().caseName + " has " +
                                                 std::to_string(channels) + " image channel(s), but the network was " +
                                                 "trained with " + std::to_string(m_description.channels) +
                                                 "; choose a run of images of the same kind.");
    }
}

std::string LibTorchPredictor::precision() const {
    return nameOf(m_window.precision);
}

void LibTorchPredictor::requireMemory(const std::string& caseName, const Index3& size) const {
    constexpr double kSurely = 0.8;  // the estimate is right within 25 %
    const MemoryEstimate needed = estimatePrediction(m_description, m_settings, size);
    const auto refuseBeyond = [&](std::uint64_t bytes, const c10::Device& device) {
        const std::uint64_t free = memoryOf(device).freeBytes;
        if (kSurely * static_cast<double>(bytes) > static_cast<double>(free)) {
            throw Error(ErrorCode::OutOfMemory, "Predicting " + caseName + " needs about " + bytesText(bytes) +
                                                    " of the memory of " + nameOf(device) + ", but only " +
                                                    bytesText(free) + " are free. " +
                                                    predictionAdvice(m_description, m_settings, size, free));
        }
    };
    refuseBeyond(needed.deviceBytes, m_device);
    refuseBeyond(needed.hostBytes, c10::kCPU);
}

PredictedMaps LibTorchPredictor::predict(const PreparedCase& prepared, const Progress& progress, std::stop_token stop) {
    requireSameChannels(prepared);
    const Geometry& geometry = prepared.header().geometry;
    requireMemory(prepared.reference().caseName, geometry.size);
    const std::string memoryRanOut =
        "The memory of " + nameOf(m_device) + " does not suffice to predict " + prepared.reference().caseName + ". " +
        predictionAdvice(m_description, m_settings, geometry.size, memoryOf(m_device).freeBytes);
    return translated("Predicting " + prepared.reference().caseName, memoryRanOut, [&] {
        const MathScope math(m_device, m_window.precision, true);
        const at::Tensor image = imageTensor(prepared.imageVoxels().data(), m_description.channels, geometry.size);
        WindowAverages averages = averageWindows(*m_network, image, m_window, windowsPart(progress), stop);
        prepared.requireWhole();
        PredictedMaps maps = mapsOf(std::move(averages), geometry, stop);
        if (progress) {
            progress(1.0, "Maps are made");
        }
        return maps;
    });
}

}  // namespace tandem
