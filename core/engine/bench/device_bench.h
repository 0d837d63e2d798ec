// How fast a device trains and predicts, beside what it could do at best: its own measured rates over the operations
// that the convolutions take. Thread-safe, but what else the machine does is measured with it.
#pragma once

#include "core/engine/numerics/precision.h"
#include "core/settings/method.h"
#include "core/volume/geometry.h"

#include <c10/core/Device.h>

#include <cstdint>
#include <string>
#include <vector>

namespace tandem {

/// A training step on random patches.
struct BenchProblem {
    c10::Device device{c10::kCPU};
    Index3 patch{112, 112, 80};  ///< voxels
    std::int64_t batch = 4;
    std::int64_t labelled = 2;  ///< of the batch
    int filters = 16;
    int classes = 2;
    int steps = 10;             ///< that are timed
    bool isRepeatable = false;  ///< with algorithms that give the same digits each time
    Method method = Method::MutualReliable;
};

/// Medians. The parts of a step each end when the device is done with them, so together they take a little longer.
struct BenchFigures {
    double secondsPerStep = 0;
    double sustainedSeconds = 0;  ///< of a step among others, as in training: the device waits for no host
    double forwardSeconds = 0;    ///< network and loss
    double backwardSeconds = 0;
    double updateSeconds = 0;
    std::uint64_t peakBytes = 0;
    double convolutionOperations = 0;  ///< floating-point, of a step
    double operationsPerSecond = 0;    ///< that the device reaches in a product of matrices
    double bytesPerSecond = 0;         ///< read and written, that it reaches in a copy
    double windowsPerSecond = 0;       ///< of a prediction of the label alone

    /// Of the convolutions at the device's rate.
    [[nodiscard]] double floorSeconds() const { return convolutionOperations / operationsPerSecond; }
};

[[nodiscard]] BenchFigures measure(const BenchProblem& problem, Precision precision);

/// What a kernel takes of a step on a CUDA device.
struct KernelTime {
    std::string name;
    double seconds = 0;
    double calls = 0;
};

/// By LibTorch's profiler, the longest first.
[[nodiscard]] std::vector<KernelTime> kernelTimes(const BenchProblem& problem, Precision precision);

}  // namespace tandem
