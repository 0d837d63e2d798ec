// How the kernels for NVIDIA devices read channels-last features: in packs of 16 bytes, by blocks of threads that take
// whole rows of channels. Thread-safe.
#pragma once

#include "core/engine/cuda/cuda_program.h"

#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

namespace tandem {

/// The sources of the kernels, each with what they share before it.
extern const char* const kChannelKernels;
extern const char* const kPointwiseKernels;

/// On a CUDA device, (B,C,X,Y,Z), channels-last, float32 or bfloat16, of no more channels than a block takes at once.
[[nodiscard]] bool areCudaFeatures(const at::Tensor& x);

/// The options that the kernels are compiled with for the tensor's element and number of channels.
[[nodiscard]] std::vector<std::string> elementOptions(const at::Tensor& x);

/// A program whose kernels keep in registers what they need of a voxel, for features of the tensor's kind and so many
/// classes; null where these are too many or there is none.
[[nodiscard]] const CudaProgram* voxelProgram(const char* source, const at::Tensor& features, std::int64_t classes);

/// Rows of channels that a block takes at once.
[[nodiscard]] int rowsAtOnce(const at::Tensor& x);

/// Enough blocks to fill a device, and no more than there are rows for.
[[nodiscard]] CudaGrid gridOverItems(long long rowsOfItem, int rowsAtOnce, int items);

}  // namespace tandem
