#include "core/engine/loss/mutual.h"

#include "core/engine/loss/reliability.h"
#include "core/engine/numerics/precision.h"
#include "core/engine/ranks/rank_group.h"
#include "core/engine/ranks/rank_sums.h"

namespace tandem {
namespace {

constexpr double kEpsilon = 1e-6;

std::int64_t countOf(const RankGroup* ranks) {
    return ranks != nullptr ? ranks->ranks() : 1;
}

/// What a subnetwork says as a teacher; no gradients.
struct Teaching {
    torch::Tensor labels;      // (B,X,Y,Z)
    torch::Tensor similarity;  // (B,C,X,Y,Z)
    torch::Tensor weight;      // r, (B,X,Y,Z)
};

Teaching teachingOf(const torch::Tensor& probabilities, const torch::Tensor& features) {
    const torch::NoGradGuard noGrad;
    const int classes = static_cast<int>(probabilities.size(1));
    Teaching teaching;
    teaching.labels = pseudoLabels(probabilities);
    teaching.similarity = similarityTo(prototypes(prototypeSums(teaching.labels, classes, features)), features);
    teaching.weight = reliability(teaching.similarity, probabilities);
    return teaching;
}

MutualDirection direction(const torch::Tensor& studentLogProbabilities, const torch::Tensor& studentEntropy,
                          const torch::Tensor& teacherEntropy, const Teaching& teacher, const RankGroup* ranks) {
    MutualDirection result;
    {
        const torch::NoGradGuard noGrad;
        result.mask = studentEntropy.gt(teacherEntropy).to(torch::kFloat32);
        result.similarity = teacher.similarity;
        result.weight = teacher.weight * result.mask;
    }
    const torch::Tensor logOfLabel = studentLogProbabilities.gather(1, teacher.labels.unsqueeze(1)).squeeze(1);
    // What is learned, and in how many voxels somebody teaches.
    const torch::Tensor sums =
        summedForAll(torch::stack({-(logOfLabel * result.weight).sum(), result.mask.sum()}), ranks);
    result.loss = sums[0] / (sums[1] + kEpsilon);
    result.fraction = sums[1].detach() / static_cast<double>(result.mask.numel() * countOf(ranks));
    return result;
}

}  // namespace

MutualTerms mutualTerms(const std::array<SubnetworkOutput, 2>& outputs, const RankGroup* ranks) {
    const NoAutocastGuard float32(outputs[0].logits.device());
    MutualTerms terms;
    std::array<torch::Tensor, 2> logProbabilities;
    std::array<Teaching, 2> teachers;
    for (std::size_t k = 0; k < 2; ++k) {
        const torch::Tensor logits = outputs[k].logits.to(torch::kFloat32);
        terms.probabilities[k] = logits.softmax(1);
        logProbabilities[k] = logits.log_softmax(1);
        terms.entropies[k] = entropy(terms.probabilities[k]);
        teachers[k] = teachingOf(terms.probabilities[k], outputs[k].features);
    }
    for (std::size_t student = 0; student < 2; ++student) {
        const std::size_t teacher = 1 - student;
        terms.ofStudent[student] = direction(logProbabilities[student], terms.entropies[student],
                                             terms.entropies[teacher], teachers[teacher], ranks);
    }
    const torch::NoGradGuard noGrad;
    const auto& [ofA, ofB] = terms.ofStudent;
    const torch::Tensor sums =
        summedForAll(torch::stack({ofA.weight.sum() + ofB.weight.sum(), ofA.mask.sum() + ofB.mask.sum()}), ranks);
    terms.meanReliability = sums[0] / sums[1].clamp_min(1.0);
    return terms;
}

}  // namespace tandem
