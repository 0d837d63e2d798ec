#include "core/engine/network/cuda_pointwise_kernels.h"

#include "core/engine/cuda/cuda_program.h"
#include "core/engine/network/cuda_features.h"

#include <ATen/Functions.h>

namespace tandem {
namespace {

const CudaProgram* programFor(const at::Tensor& features, std::int64_t classes) {
    return voxelProgram(kPointwiseKernels, features, classes);
}

}  // namespace

bool areCudaPointwiseKernelsFor(const at::Tensor& features, std::int64_t classes) {
    return programFor(features, classes) != nullptr;
}

at::Tensor cudaPointwiseLogits(const at::Tensor& features, const at::Tensor& weight, const at::Tensor& bias) {
    std::vector<std::int64_t> shape = features.sizes().vec();
    shape[1] = weight.size(0);
    const at::Tensor result = at::empty(shape, features.options().dtype(at::kFloat).memory_format(std::nullopt));
    const long long voxels = result.numel() / (shape[0] * shape[1]);
    const CudaGrid grid = gridOverItems(voxels, 256, static_cast<int>(shape[0]));
    programFor(features, shape[1])
        ->launch("pointwiseLogits", grid, onDevice<const void>(features), onDevice<const float>(weight),
                 onDevice<const float>(bias), voxels, onDevice<float>(result));
    return result;
}

PointwiseGradients cudaPointwiseGradients(const at::Tensor& g, const at::Tensor& features, const at::Tensor& weight) {
    const std::int64_t batch = features.size(0);
    const std::int64_t classes = weight.size(0);
    const std::int64_t weights = weight.numel();
    const long long voxels = g.numel() / (batch * classes);
    const CudaGrid grid = gridOverItems(voxels, 256, static_cast<int>(batch));
    const at::Tensor ofFeatures = at::empty_like(features);
    const at::Tensor sums = at::empty({batch * static_cast<std::int64_t>(grid.blocks), weights + classes}, g.options());
    programFor(features, classes)
        ->launch("pointwiseGradients", grid, onDevice<const float>(g), onDevice<const void>(features),
                 onDevice<const float>(weight), voxels, onDevice<void>(ofFeatures), onDevice<float>(sums));
    const at::Tensor totals = sums.sum(0);
    return {ofFeatures, totals.narrow(0, 0, weights).view({classes, features.size(1)}),
            totals.narrow(0, weights, classes)};
}

}  // namespace tandem
