#include "core/engine/network/upsampled_convolution.h"

#include <torch/types.h>

namespace tandem {

torch::Tensor transposedWeight(const torch::Tensor& weight) {
    torch::Tensor sums = weight;
    for (const std::int64_t axis : {2, 3, 4}) {
        const torch::Tensor first = sums.narrow(axis, 0, 1);
        const torch::Tensor middle = sums.narrow(axis, 1, 1);
        const torch::Tensor last = sums.narrow(axis, 2, 1);
        // Tap t reaches from coarse voxel i to fine voxel 2i + t - 1.
        sums = torch::cat({last, middle + last, first + middle, first}, axis);
    }
    return sums.transpose(0, 1);
}

torch::Tensor upsampledConvolution(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias) {
    const torch::Tensor transposed = transposedWeight(weight).contiguous(torch::MemoryFormat::ChannelsLast3d);
    return torch::conv_transpose3d(x, transposed, bias, 2, 1);
}

}  // namespace tandem
