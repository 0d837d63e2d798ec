// Where the time of some work goes on a device. For one thread at a time.
#pragma once

#include <c10/core/Device.h>

#include <functional>

namespace tandem::worker {

/// Runs the work under LibTorch's profiler and prints what each kernel (on a CPU each operation) took together, the
/// longest first, divided by steps.
void printKernelTimes(const c10::Device& device, int steps, const std::function<void()>& work);

}  // namespace tandem::worker
