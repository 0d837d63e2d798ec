#include "core/engine/loss/reliability.h"

#include "core/engine/numerics/precision.h"

#include <torch/types.h>

namespace tandem {
namespace {

constexpr double kEpsilon = 1e-6;      // in logarithms and class sizes, as published
constexpr double kNormEpsilon = 1e-8;  // smallest length of a feature vector

/// (B,K,X,Y,Z) as (B,N,K), float32. In channels-last layout this is a view.
torch::Tensor byVoxel(const torch::Tensor& map) {
    return map.flatten(2).transpose(1, 2).to(torch::kFloat32);
}

/// (B,N,K) as (B,K,X,Y,Z) with the spatial sides of like.
torch::Tensor asMap(const torch::Tensor& voxels, const torch::Tensor& like) {
    std::vector<std::int64_t> sides = like.sizes().vec();
    sides[1] = voxels.size(2);
    return voxels.transpose(1, 2).reshape(sides);
}

}  // namespace

torch::Tensor entropy(const torch::Tensor& probabilities) {
    const torch::NoGradGuard noGrad;
    const torch::Tensor p = probabilities.to(torch::kFloat32);
    return (p + kEpsilon).log_().mul_(p).sum(1).neg_();
}

torch::Tensor pseudoLabels(const torch::Tensor& probabilities) {
    const torch::NoGradGuard noGrad;
    if (probabilities.size(1) == 2) {
        // LibTorch's argmax over few strided values takes longer than the rest of the loss.
        return probabilities.select(1, 1).gt(probabilities.select(1, 0)).to(torch::kInt64);
    }
    return probabilities.argmax(1);
}

void PrototypeSums::add(const PrototypeSums& other) {
    features = features + other.features;
    voxels = voxels + other.voxels;
}

PrototypeSums prototypeSums(const torch::Tensor& labels, int classes, const torch::Tensor& features) {
    const torch::NoGradGuard noGrad;
    const NoAutocastGuard float32(features.device());
    // One-hot labels times features: adding by index would need atomic additions, which are not repeatable on CUDA.
    const torch::Tensor classNumbers = torch::arange(classes, labels.options());
    const torch::Tensor isOfClass =
        labels.flatten(1).unsqueeze(1).eq(classNumbers.view({1, -1, 1})).to(torch::kFloat32);
    return {torch::bmm(isOfClass, byVoxel(features)), isOfClass.sum(2)};
}

torch::Tensor prototypes(const PrototypeSums& sums) {
    const torch::NoGradGuard noGrad;
    const torch::Tensor means = sums.features / (sums.voxels.unsqueeze(2) + kEpsilon);
    return means / means.norm(2, 2, true).clamp_min(1e-12);
}

torch::Tensor similarityTo(const torch::Tensor& classPrototypes, const torch::Tensor& features) {
    const torch::NoGradGuard noGrad;
    const NoAutocastGuard float32(features.device());
    const torch::Tensor voxels = byVoxel(features);
    // The lengths divide C cosines rather than D features: the normalised features are never laid down.
    torch::Tensor cosines = torch::bmm(voxels, classPrototypes.to(torch::kFloat32).transpose(1, 2));
    cosines.div_(voxels.norm(2, 2, true).clamp_min_(kNormEpsilon));
    return asMap(cosines, features);
}

torch::Tensor similarity(const torch::Tensor& probabilities, const torch::Tensor& features) {
    const torch::NoGradGuard noGrad;
    const int classes = static_cast<int>(probabilities.size(1));
    return similarityTo(prototypes(prototypeSums(pseudoLabels(probabilities), classes, features)), features);
}

torch::Tensor reliability(const torch::Tensor& similarities, const torch::Tensor& probabilities) {
    const torch::NoGradGuard noGrad;
    return (similarities - probabilities.to(torch::kFloat32)).square_().mean(1).neg_().add_(1.0);
}

}  // namespace tandem
