// Uncertainty, intra-class similarity and reliability: how far a subnetwork's pseudo-labels can be trusted.
//
// Source: Su et al., Medical Image Analysis 94 (2024) 103111, section 3. Thread-safe. Everything is computed in
// float32, also under autocast, batched over volumes and classes. Invariant: no result carries a gradient.
#pragma once

#include <torch/types.h>

namespace tandem {

/// H = -sum_c p_c log(p_c + 1e-6), in nats. p: (B,C,X,Y,Z) probabilities. Returns (B,X,Y,Z).
[[nodiscard]] torch::Tensor entropy(const torch::Tensor& probabilities);

/// argmax_c p_c, the first where several are largest. p: (B,C,X,Y,Z). Returns (B,X,Y,Z) of int64.
[[nodiscard]] torch::Tensor pseudoLabels(const torch::Tensor& probabilities);

/// What the prototypes of a volume are made from; sums of parts of a volume may be added.
struct PrototypeSums {
    torch::Tensor features;  ///< (B,C,D): features summed over the voxels that are labelled c
    torch::Tensor voxels;    ///< (B,C): how many those are
    void add(const PrototypeSums& other);
};

/// labels: (B,X,Y,Z), integers 0..C-1. features: (B,D,X,Y,Z).
[[nodiscard]] PrototypeSums prototypeSums(const torch::Tensor& labels, int classes, const torch::Tensor& features);

/// Mean feature of each class, of unit length, or zero for an absent class. Returns (B,C,D).
[[nodiscard]] torch::Tensor prototypes(const PrototypeSums& sums);

/// Cosine of each voxel's features with each prototype. prototypes: (B,C,D), features: (B,D,X,Y,Z).
/// Returns (B,C,X,Y,Z).
[[nodiscard]] torch::Tensor similarityTo(const torch::Tensor& classPrototypes, const torch::Tensor& features);

/// The intra-class similarity s_c with prototypes of the whole of each volume, labelled by argmax p.
/// p: (B,C,X,Y,Z), features: (B,D,X,Y,Z). Returns (B,C,X,Y,Z).
[[nodiscard]] torch::Tensor similarity(const torch::Tensor& probabilities, const torch::Tensor& features);

/// r = mean_c (1 - (s_c - p_c)^2). Both (B,C,X,Y,Z). Returns (B,X,Y,Z).
[[nodiscard]] torch::Tensor reliability(const torch::Tensor& similarities, const torch::Tensor& probabilities);

}  // namespace tandem
