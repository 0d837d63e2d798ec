#include "core/engine/network/cuda_channel_kernels.h"

#include "core/engine/cuda/cuda_program.h"
#include "core/engine/network/cuda_features.h"

#include <ATen/Functions.h>

#include <algorithm>

namespace tandem {
namespace {

const CudaProgram* programFor(const at::Tensor& x) {
    return CudaProgram::find(kChannelKernels, elementOptions(x), x.device());
}

/// Of what the kernels are given of a tensor (B,C,X,Y,Z), and with how many blocks they are started.
struct Rows {
    explicit Rows(const at::Tensor& x)
        : batch(static_cast<int>(x.size(0))),
          channels(static_cast<int>(x.size(1))),
          ofItem(x.numel() / (x.size(0) * x.size(1))),
          grid(gridOverItems(ofItem, rowsAtOnce(x), batch)) {}

    int batch;
    int channels;
    long long ofItem;
    CudaGrid grid;
};

/// What the kernel "moments" gives: (blocks,2,C).
at::Tensor momentSums(const CudaProgram& program, const at::Tensor& x, const CudaGrid& whole, long long all) {
    const at::Tensor sums = at::empty({static_cast<std::int64_t>(whole.blocks), 2, x.size(1)},
                                      x.options().dtype(at::kFloat).memory_format(std::nullopt));
    program.launch("moments", whole, onDevice<const void>(x), all, static_cast<int>(x.size(1)), onDevice<float>(sums));
    return sums;
}

int stepPerItem(const at::Tensor& coefficients) {
    return coefficients.size(0) == 1 ? 0 : static_cast<int>(coefficients.size(1));
}

/// What the kernel "gradientSums" gives: (B,blocks,2,C).
at::Tensor blockGradientSums(const at::Tensor& x, const at::Tensor& g, const NormCoefficients& coefficients) {
    const Rows rows(x);
    const at::Tensor sums = at::empty({rows.batch, static_cast<std::int64_t>(rows.grid.blocks), 2, rows.channels},
                                      coefficients.mean.options());
    programFor(x)->launch("gradientSums", rows.grid, onDevice<const void>(x), onDevice<const void>(g),
                          onDevice<const float>(coefficients.scale), onDevice<const float>(coefficients.shift),
                          stepPerItem(coefficients.scale), onDevice<const float>(coefficients.mean), rows.ofItem,
                          rows.channels, onDevice<float>(sums));
    return sums;
}

}  // namespace

bool areCudaChannelKernelsFor(const at::Tensor& x) {
    return areCudaFeatures(x) && programFor(x) != nullptr;
}

NormCoefficients cudaNormCoefficients(const at::Tensor& x, const NormState& state, const at::Tensor& mask) {
    const CudaProgram& program = *programFor(x);
    const Rows rows(x);
    const at::TensorOptions numbers = x.options().dtype(at::kFloat).memory_format(std::nullopt);
    const int coefficientRows = mask.defined() ? rows.batch : 1;
    NormCoefficients result{.mean = at::empty({rows.channels}, numbers),
                            .inverseDeviation = at::empty({rows.channels}, numbers),
                            .scale = at::empty({coefficientRows, rows.channels}, numbers),
                            .shift = at::empty({coefficientRows, rows.channels}, numbers)};
    const long long all = rows.batch * rows.ofItem;
    at::Tensor sums;
    CudaGrid whole = gridOverItems(all, rowsAtOnce(x), 1);
    if (state.isTraining) {
        sums = momentSums(program, x, whole, all);
    }
    program.launch(
        "coefficients", {.blocks = static_cast<unsigned>(rows.channels)}, onDevice<const float>(sums),
        static_cast<int>(whole.blocks), onDevice<const void>(x), static_cast<double>(all), rows.channels,
        coefficientRows, onDevice<const float>(state.weight), onDevice<const float>(state.bias),
        onDevice<const float>(state.convolutionBias), onDevice<const float>(mask), onDevice<float>(state.runningMean),
        onDevice<float>(state.runningVariance), static_cast<int>(state.isTraining), static_cast<float>(kNormEpsilon),
        static_cast<float>(kNormMomentum), onDevice<float>(result.mean), onDevice<float>(result.inverseDeviation),
        onDevice<float>(result.scale), onDevice<float>(result.shift));
    return result;
}

ChannelMoments cudaChannelMoments(const at::Tensor& x) {
    const long long all = x.numel() / x.size(1);
    const at::Tensor sums =
        momentSums(*programFor(x), x, gridOverItems(all, rowsAtOnce(x), 1), all).sum(0, false, at::kDouble);
    const at::Tensor distance = sums[0] / static_cast<double>(all);  // from the first voxel's features
    const at::Tensor first = x.select(0, 0).select(1, 0).select(1, 0).select(1, 0).to(at::kDouble);
    return {.mean = (first + distance).to(at::kFloat),
            .variance = (sums[1] / static_cast<double>(all) - distance.square()).clamp_min(0).to(at::kFloat)};
}

void cudaScaleRelu(const at::Tensor& x, const NormCoefficients& coefficients, const at::Tensor& skipped,
                   const at::Tensor& y) {
    const Rows rows(x);
    programFor(x)->launch("scaleRelu", rows.grid, onDevice<const void>(x), onDevice<const float>(coefficients.scale),
                          onDevice<const float>(coefficients.shift), stepPerItem(coefficients.scale),
                          onDevice<const void>(skipped), onDevice<void>(y), rows.ofItem, rows.channels);
}

ChannelGradientSums cudaGradientSums(const at::Tensor& x, const at::Tensor& g, const NormCoefficients& coefficients) {
    const at::Tensor sums = blockGradientSums(x, g, coefficients).sum(1, false, at::kDouble).to(at::kFloat);
    return {.gradient = sums.select(1, 0), .gradientTimesX = sums.select(1, 1)};
}

NormGradientCoefficients cudaGradientCoefficients(const at::Tensor& x, const at::Tensor& g,
                                                  const NormCoefficients& coefficients, const at::Tensor& weight,
                                                  const at::Tensor& mask, bool isTraining) {
    const CudaProgram& program = *programFor(x);
    const Rows rows(x);
    const at::TensorOptions numbers = coefficients.mean.options();
    const at::Tensor sums = blockGradientSums(x, g, coefficients);
    NormGradientCoefficients result{.weightGradient = at::empty({rows.channels}, numbers),
                                    .biasGradient = at::empty({rows.channels}, numbers),
                                    .factor = at::empty_like(coefficients.scale),
                                    .slope = at::empty({rows.channels}, numbers),
                                    .offset = at::empty({rows.channels}, numbers)};
    program.launch("gradientCoefficients", {.blocks = static_cast<unsigned>(rows.channels)},
                   onDevice<const float>(sums), static_cast<int>(rows.grid.blocks),
                   static_cast<double>(rows.batch * rows.ofItem), rows.channels, rows.batch,
                   onDevice<const float>(weight), onDevice<const float>(mask), onDevice<const float>(coefficients.mean),
                   onDevice<const float>(coefficients.inverseDeviation), static_cast<int>(isTraining),
                   onDevice<float>(result.weightGradient), onDevice<float>(result.biasGradient),
                   onDevice<float>(result.factor), onDevice<float>(result.slope), onDevice<float>(result.offset));
    return result;
}

void cudaReplaceByGradient(const at::Tensor& x, const at::Tensor& g, const NormCoefficients& coefficients,
                           const NormGradientCoefficients& gradient) {
    const Rows rows(x);
    programFor(x)->launch("replaceByGradient", rows.grid, onDevice<void>(x), onDevice<const void>(g),
                          onDevice<const float>(coefficients.scale), onDevice<const float>(coefficients.shift),
                          onDevice<const float>(gradient.factor), stepPerItem(gradient.factor),
                          onDevice<const float>(gradient.slope), onDevice<const float>(gradient.offset), rows.ofItem,
                          rows.channels);
}

}  // namespace tandem
