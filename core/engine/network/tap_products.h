// The gradient of a convolution's weight on the CPU: for each tap the products of the channels of two volumes, added
// over the voxels that the tap brings together.
//
// oneDNN has no fast way for it in 3D on processors without AVX-512 and takes two to four times as long as for the
// other passes. Thread-safe. Invariant: results do not depend on the number of threads.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace tandem {

/// Voxel v of the coarse volume meets voxel step v + tap - padding of the fine one, along each axis; what falls outside
/// counts as zero. For a convolution the coarse volume is the gradient and the fine one the input, for a transposed
/// convolution it is the other way round.
struct TapMeeting {
    std::int64_t side = 3;  ///< taps along an axis
    std::int64_t step = 1;
    std::int64_t padding = 1;
};

/// Whether tapProducts() takes volumes with so many channels of this type: both multiples of 16, float32, on the CPU.
[[nodiscard]] bool areTapProductsFor(const at::Tensor& x, std::int64_t in, std::int64_t out);

/// Whether it is faster than oneDNN on this processor.
[[nodiscard]] bool areTapProductsFaster() noexcept;

/// coarse: (B,a,X,Y,Z), fine: (B,b,X',Y',Z'), channels-last float32. Returns (a,b,side,side,side).
[[nodiscard]] at::Tensor tapProducts(const at::Tensor& coarse, const at::Tensor& fine, const TapMeeting& meeting);

/// The same by plain loops, which compilers leave to the oldest processors: what tapProducts() is compared with.
[[nodiscard]] at::Tensor plainTapProducts(const at::Tensor& coarse, const at::Tensor& fine, const TapMeeting& meeting);

}  // namespace tandem
