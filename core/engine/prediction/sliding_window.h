// A network applied to a whole volume: windows at offsets min(k * stride, size - patch), averaged uniformly.
//
// A volume smaller than the window is zero-padded on both sides, the low side by half the difference rounded down.
// Thread-safe for different networks. Invariant: the network's training mode is the same before and after.
#pragma once

#include "core/base/progress.h"
#include "core/engine/numerics/precision.h"
#include "core/volume/geometry.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <stop_token>
#include <vector>

namespace tandem {

class MutualVNetImpl;

/// Where the sums over the windows live.
enum class AccumulatorPlace {
    Auto,    ///< on the device when they fit beside the network's activations, else on the host
    Device,  ///< beside the network
    Host
};

/// What of the network is averaged; decoder A's probabilities always are.
enum class WindowOutputs {
    ProbabilityA,          ///< decoder B is not computed
    Probabilities,         ///< of both decoders
    ProbabilitiesFeatures  ///< and the features of both
};

struct SlidingWindow {
    Index3 patch{112, 112, 80};    ///< voxels; multiples of 16
    Index3 stride{18, 18, 4};      ///< voxels between windows
    std::int64_t windowBatch = 2;  ///< windows computed at once
    WindowOutputs outputs = WindowOutputs::ProbabilityA;
    Precision precision = Precision::Float32;  ///< of the convolutions; sums stay float32
    AccumulatorPlace accumulators = AccumulatorPlace::Auto;
};

/// Averages over the windows, float32, on the device of the accumulators; undefined where not asked for.
struct WindowAverages {
    at::Tensor probabilityA;  ///< (C,X,Y,Z)
    at::Tensor probabilityB;
    at::Tensor featuresA;  ///< (D,X,Y,Z)
    at::Tensor featuresB;
};

/// First voxels of the windows along one axis. size: of the padded volume, at least patch.
[[nodiscard]] std::vector<std::int64_t> windowOffsets(std::int64_t size, std::int64_t patch, std::int64_t stride);

/// image: float32 (channels,X,Y,Z), on the network's device or the host; read in place, in any strides.
/// Throws Error (Cancelled) within one window batch of a stop.
[[nodiscard]] WindowAverages averageWindows(MutualVNetImpl& network, const at::Tensor& image,
                                            const SlidingWindow& window, const Progress& progress,
                                            const std::stop_token& stop);

/// Voxels in the project's order (channel after channel, x fastest) as float32 (channels,X,Y,Z) sharing that memory,
/// which must outlive the tensor and is only read.
[[nodiscard]] at::Tensor imageTensor(const float* voxels, std::int64_t channels, const Index3& size);

}  // namespace tandem
