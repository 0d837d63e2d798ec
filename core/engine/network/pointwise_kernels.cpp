#include "core/engine/network/pointwise_kernels.h"

#include "core/engine/network/cpu_elements.h"
#include "core/engine/network/instruction_sets.h"

#include <ATen/Functions.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace tandem {
namespace {

constexpr std::int64_t kLanes = 16;  // voxels at once
constexpr std::int64_t kVoxelsPerTask = 8192;
constexpr std::int64_t kVoxelsPerSum = 512;  // added in float32 before float64

struct Sizes {
    std::int64_t voxels = 0;  // of one item of the batch
    std::int64_t features = 0;
    std::int64_t classes = 0;
};

template <class T>
[[gnu::always_inline]] inline void logitsOf(const T* __restrict f, const float* __restrict weight,
                                            const float* __restrict bias, float* __restrict logits, std::int64_t count,
                                            const Sizes& sizes) {
    std::vector<float> turned(static_cast<std::size_t>(sizes.features * kLanes), 0.0f);
    for (std::int64_t first = 0; first < count; first += kLanes) {
        const std::int64_t lanes = std::min(kLanes, count - first);
        for (std::int64_t k = 0; k < lanes; ++k) {
            for (std::int64_t d = 0; d < sizes.features; ++d) {
                turned[static_cast<std::size_t>(d * kLanes + k)] = load(f[(first + k) * sizes.features + d]);
            }
        }
        for (std::int64_t c = 0; c < sizes.classes; ++c) {
            std::array<float, kLanes> sum;
            sum.fill(bias[c]);
            for (std::int64_t d = 0; d < sizes.features; ++d) {
                const float w = weight[c * sizes.features + d];
                for (std::int64_t k = 0; k < kLanes; ++k) {
                    sum[static_cast<std::size_t>(k)] += w * turned[static_cast<std::size_t>(d * kLanes + k)];
                }
            }
            std::copy_n(sum.data(), lanes, logits + c * sizes.voxels + first);
        }
    }
}

/// sums: (C,D) of g f, then (C) of g.
template <class T>
[[gnu::always_inline]] inline void gradientsOf(const float* __restrict g, const T* __restrict f,
                                               const float* __restrict weight, T* __restrict ofFeatures,
                                               float* __restrict sums, float* __restrict row, std::int64_t count,
                                               const Sizes& sizes) {
    const std::int64_t width = sizes.features;
    for (std::int64_t n = 0; n < count; ++n) {
        std::fill_n(row, width, 0.0f);
        for (std::int64_t c = 0; c < sizes.classes; ++c) {
            const float gradient = g[c * sizes.voxels + n];
            sums[sizes.classes * width + c] += gradient;
            for (std::int64_t d = 0; d < width; ++d) {
                row[d] += gradient * weight[c * width + d];
                sums[c * width + d] += gradient * load(f[n * width + d]);
            }
        }
        for (std::int64_t d = 0; d < width; ++d) {
            store(ofFeatures[n * width + d], row[d]);
        }
    }
}

// Overloads, as a template cannot be compiled for several instruction sets.
#define TANDEM_KERNELS(T)                                                                                             \
    TANDEM_FOR_EACH_INSTRUCTION_SET void logits(const T* f, const float* weight, const float* bias, float* result,    \
                                                std::int64_t count, const Sizes& sizes) {                             \
        logitsOf(f, weight, bias, result, count, sizes);                                                              \
    }                                                                                                                 \
    TANDEM_FOR_EACH_INSTRUCTION_SET void gradients(const float* g, const T* f, const float* weight, T* ofFeatures,    \
                                                   float* sums, float* row, std::int64_t count, const Sizes& sizes) { \
        gradientsOf(g, f, weight, ofFeatures, sums, row, count, sizes);                                               \
    }
TANDEM_KERNELS(float)
TANDEM_KERNELS(BFloat16Bits)
#undef TANDEM_KERNELS

Sizes sizesOf(const at::Tensor& features, std::int64_t classes) {
    return {features.numel() / (features.size(0) * features.size(1)), features.size(1), classes};
}

/// Calls work(item, first voxel, voxels, task) on all threads.
template <class Work>
void forPieces(std::int64_t batch, const Sizes& sizes, const Work& work) {
    const std::int64_t tasksPerItem = (sizes.voxels + kVoxelsPerTask - 1) / kVoxelsPerTask;
    at::parallel_for(0, batch * tasksPerItem, 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t task = begin; task < end; ++task) {
            const std::int64_t first = (task % tasksPerItem) * kVoxelsPerTask;
            work(task / tasksPerItem, first, std::min(kVoxelsPerTask, sizes.voxels - first), task);
        }
    });
}

}  // namespace

at::Tensor pointwiseLogits(const at::Tensor& features, const at::Tensor& weight, const at::Tensor& bias) {
    const Sizes sizes = sizesOf(features, weight.size(0));
    std::vector<std::int64_t> shape = features.sizes().vec();
    shape[1] = sizes.classes;
    at::Tensor result = at::empty(shape, at::kFloat);
    withElements(features, [&]<class T>(std::type_identity<T>) {
        forPieces(features.size(0), sizes,
                  [&](std::int64_t item, std::int64_t first, std::int64_t count, std::int64_t) {
                      logits(elements<const T>(features) + (item * sizes.voxels + first) * sizes.features,
                             elements<const float>(weight), elements<const float>(bias),
                             elements<float>(result) + item * sizes.classes * sizes.voxels + first, count, sizes);
                  });
    });
    return result;
}

PointwiseGradients pointwiseGradients(const at::Tensor& g, const at::Tensor& features, const at::Tensor& weight) {
    const Sizes sizes = sizesOf(features, weight.size(0));
    const std::int64_t sumCount = sizes.classes * (sizes.features + 1);
    const std::int64_t tasks = features.size(0) * ((sizes.voxels + kVoxelsPerTask - 1) / kVoxelsPerTask);
    std::vector<double> ofTasks(static_cast<std::size_t>(tasks * sumCount), 0.0);
    const at::Tensor ofFeatures = at::empty_like(features);
    withElements(features, [&]<class T>(std::type_identity<T>) {
        forPieces(
            features.size(0), sizes, [&](std::int64_t item, std::int64_t first, std::int64_t count, std::int64_t task) {
                std::vector<float> sums(static_cast<std::size_t>(sumCount));
                std::vector<float> row(static_cast<std::size_t>(sizes.features));
                for (std::int64_t done = 0; done < count; done += kVoxelsPerSum) {
                    std::ranges::fill(sums, 0.0f);
                    const std::int64_t voxel = first + done;
                    const std::int64_t offset = (item * sizes.voxels + voxel) * sizes.features;
                    gradients(elements<const float>(g) + item * sizes.classes * sizes.voxels + voxel,
                              elements<const T>(features) + offset, elements<const float>(weight),
                              elements<T>(ofFeatures) + offset, sums.data(), row.data(),
                              std::min(kVoxelsPerSum, count - done), sizes);
                    for (std::int64_t i = 0; i < sumCount; ++i) {
                        ofTasks[static_cast<std::size_t>(task * sumCount + i)] += sums[static_cast<std::size_t>(i)];
                    }
                }
            });
    });
    // In the order of tasks, whoever did them.
    const at::Tensor sums = at::zeros({sumCount}, at::kDouble);
    for (std::int64_t i = 0; i < tasks * sumCount; ++i) {
        elements<double>(sums)[i % sumCount] += ofTasks[static_cast<std::size_t>(i)];
    }
    const at::Tensor totals = sums.to(at::kFloat);
    const std::int64_t weights = sizes.classes * sizes.features;
    return {ofFeatures, totals.narrow(0, 0, weights).view({sizes.classes, sizes.features}),
            totals.narrow(0, weights, sizes.classes)};
}

}  // namespace tandem
