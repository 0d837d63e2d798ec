#include "core/engine/network/cuda_finest_convolutions.h"

#include "core/engine/cuda/cuda_program.h"
#include "core/engine/network/cuda_features.h"

#include <ATen/autocast_mode.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/types.h>

#include <algorithm>

namespace tandem {

extern const char* const kFinestConvolutions;

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr std::int64_t kWidth = 16;
constexpr std::int64_t kTaps = 27;
// Of the kernels in finest_convolutions.cu.
constexpr unsigned kThreads = 128;
constexpr unsigned kWeightThreads = 96;
constexpr std::int64_t kWarps = kThreads / 32;
constexpr std::int64_t kVoxelsOfTile = 256;
// Blocks that go from tile to tile: as many as a large device runs at once.
constexpr std::int64_t kMostBlocks = 528;

const CudaProgram* programOn(const c10::Device& device) {
    return CudaProgram::find(kFinestConvolutions, {"-DELEMENT_IS_BFLOAT16=1", "-DPACK=8"}, device);
}

unsigned blocksFor(const torch::Tensor& features) {
    const std::int64_t tiles = features.numel() / features.size(1) / kVoxelsOfTile;
    return static_cast<unsigned>(std::min(tiles, kMostBlocks));
}

template <class From, class To>
void launch(const char* kernel, unsigned threads, const torch::Tensor& sizedLike, const torch::Tensor& first,
            const torch::Tensor& second, const torch::Tensor& to) {
    programOn(first.device())
        ->launch(kernel, {.blocks = blocksFor(sizedLike), .threads = threads}, onDevice<const From>(first),
                 onDevice<const void>(second), static_cast<int>(sizedLike.size(0)), static_cast<int>(sizedLike.size(2)),
                 static_cast<int>(sizedLike.size(3)), static_cast<int>(sizedLike.size(4)), onDevice<To>(to));
}

/// (out,in,3,3,3) as (out,tap,in) in bfloat16.
torch::Tensor asTaps(const torch::Tensor& weight) {
    return weight.flatten(2).transpose(1, 2).to(torch::kBFloat16).contiguous();
}

torch::Tensor convolved(const torch::Tensor& x, const torch::Tensor& taps) {
    torch::Tensor y = torch::empty_like(x);
    launch<void, void>("convolveFinest", kThreads, x, x, taps, y);
    return y;
}

class FinestConvolution : public torch::autograd::Function<FinestConvolution> {
public:
    static torch::Tensor forward(AutogradContext* context, const torch::Tensor& x, const torch::Tensor& weight) {
        context->save_for_backward({x, weight});
        return convolved(x, asTaps(weight));
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const variable_list saved = context->get_saved_variables();
        const torch::Tensor& x = saved[0];
        const torch::Tensor& weight = saved[1];
        const torch::Tensor g = gradients[0].to(torch::kBFloat16).contiguous(torch::MemoryFormat::ChannelsLast3d);
        const torch::Tensor sums =
            torch::empty({static_cast<std::int64_t>(blocksFor(x)), kTaps, kWidth, kWidth}, weight.options());
        launch<void, float>("finestWeightGradient", kWeightThreads, x, x, g, sums);
        return {convolved(g, asTaps(weight.flip({2, 3, 4}).transpose(0, 1))),
                sums.sum(0).permute({1, 2, 0}).reshape(weight.sizes())};
    }
};

class ImageConvolution : public torch::autograd::Function<ImageConvolution> {
public:
    static torch::Tensor forward(AutogradContext* context, const torch::Tensor& image, const torch::Tensor& weight) {
        const torch::Tensor plain = image.to(torch::kFloat32).contiguous();
        context->save_for_backward({plain, weight});
        std::vector<std::int64_t> shape = image.sizes().vec();
        shape[1] = kWidth;
        const torch::Tensor y =
            torch::empty(shape, plain.options().dtype(torch::kBFloat16), torch::MemoryFormat::ChannelsLast3d);
        launch<float, void>("convolveImage", kThreads, plain, plain, asTaps(weight), y);
        return y;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        constexpr std::int64_t kRoundedTaps = 32;
        const variable_list saved = context->get_saved_variables();
        const torch::Tensor& image = saved[0];
        const torch::Tensor& weight = saved[1];
        const torch::Tensor g = gradients[0].to(torch::kBFloat16).contiguous(torch::MemoryFormat::ChannelsLast3d);
        const torch::Tensor sums = torch::empty(
            {static_cast<std::int64_t>(blocksFor(image)) * kWarps, kWidth, kRoundedTaps}, weight.options());
        launch<float, float>("imageWeightGradient", kThreads, image, image, g, sums);
        return {{}, sums.sum(0).narrow(1, 0, kTaps).reshape(weight.sizes())};
    }
};

bool isComputedInBfloat16(const torch::Tensor& x) {
    return at::autocast::is_autocast_enabled(x.device().type())
               ? at::autocast::get_autocast_dtype(x.device().type()) == torch::kBFloat16
               : x.scalar_type() == torch::kBFloat16;
}

}  // namespace

bool isFinestConvolution(const at::Tensor& x, const at::Tensor& weight) {
    if (!x.is_cuda() || x.dim() != 5 || x.numel() == 0 || !isComputedInBfloat16(x) || weight.size(0) != kWidth ||
        weight.scalar_type() != torch::kFloat32 || x.size(2) % 16 != 0 || x.size(3) % 16 != 0 || x.size(4) % 16 != 0) {
        return false;
    }
    const bool isImage = x.size(1) == 1 && !x.requires_grad();
    const bool isFeatures = x.size(1) == kWidth && x.scalar_type() == torch::kBFloat16 && areCudaFeatures(x);
    return (isImage || isFeatures) && programOn(x.device()) != nullptr;
}

at::Tensor finestConvolution(const at::Tensor& x, const at::Tensor& weight) {
    return x.size(1) == 1 ? ImageConvolution::apply(x, weight) : FinestConvolution::apply(x, weight);
}

}  // namespace tandem
