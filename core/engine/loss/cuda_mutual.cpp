#include "core/engine/loss/cuda_mutual.h"

#include "core/engine/cuda/cuda_program.h"
#include "core/engine/network/cuda_features.h"
#include "core/engine/ranks/rank_group.h"

#include <torch/csrc/autograd/custom_function.h>
#include <torch/types.h>

namespace tandem {

extern const char* const kMutualKernels;

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr int kNumbers = 8;  // of finishLoss() in mutual.cu

const CudaProgram* programFor(const torch::Tensor& features, std::int64_t classes) {
    return voxelProgram(kMutualKernels, features, classes);
}

CudaGrid gridOf(const torch::Tensor& logits, std::int64_t items) {
    return gridOverItems(logits.numel() / (logits.size(0) * logits.size(1)), 256, static_cast<int>(items));
}

class MutualLossFunction : public torch::autograd::Function<MutualLossFunction> {
public:
    static torch::Tensor forward(AutogradContext* context, const torch::Tensor& logitsA, const torch::Tensor& logitsB,
                                 const torch::Tensor& featuresA, const torch::Tensor& featuresB,
                                 const torch::Tensor& labels, double ramp, double supervisedWeight,
                                 const RankGroup* ranks) {
        const std::int64_t batch = logitsA.size(0);
        const std::int64_t classes = logitsA.size(1);
        const std::int64_t features = featuresA.size(1);
        const long long voxels = logitsA.numel() / (batch * classes);
        const auto labelled = static_cast<int>(labels.size(0));
        const CudaProgram& program = *programFor(featuresA, classes);
        const torch::TensorOptions numbers = logitsA.options();
        const auto* const a = onDevice<const float>(logitsA);
        const auto* const b = onDevice<const float>(logitsB);
        const auto* const ofA = onDevice<const void>(featuresA);
        const auto* const ofB = onDevice<const void>(featuresB);

        const CudaGrid both = gridOf(logitsA, 2 * batch);
        const auto bothBlocks = static_cast<int>(both.blocks);
        const torch::Tensor classSums = torch::empty({2 * batch, bothBlocks, classes * (features + 1)}, numbers);
        program.launch("classSums", both, a, b, ofA, ofB, voxels, onDevice<float>(classSums));
        const torch::Tensor prototypes = torch::empty({2 * batch, classes, features}, numbers);
        program.launch("prototypes",
                       {.blocks = static_cast<unsigned>(classes), .items = static_cast<unsigned>(2 * batch)},
                       onDevice<const float>(classSums), bothBlocks, onDevice<float>(prototypes));

        const CudaGrid grid = gridOf(logitsA, batch);
        const torch::Tensor weights = torch::empty({batch, voxels}, numbers);
        const torch::Tensor lessons = torch::empty({batch, voxels}, numbers.dtype(torch::kInt16));
        torch::Tensor sums =
            torch::empty({batch * static_cast<std::int64_t>(grid.blocks), 6 + 5 * (classes - 1)}, numbers);
        program.launch("teach", grid, a, b, ofA, ofB, onDevice<const float>(prototypes),
                       onDevice<const std::uint8_t>(labels), labelled, voxels, onDevice<float>(weights),
                       onDevice<void>(lessons), onDevice<float>(sums));
        long long allVoxels = batch * voxels;
        if (ranks != nullptr) {
            const torch::Tensor totals = sums.sum(0, true, torch::kFloat64);
            ranks->sum(totals);
            sums = totals.to(torch::kFloat32);
            allVoxels *= ranks->ranks();
        }
        const torch::Tensor result = torch::empty({kNumbers}, numbers);
        const torch::Tensor slopes = torch::empty({2 + 4 * (classes - 1)}, numbers);
        program.launch("finishLoss", {}, onDevice<const float>(sums), static_cast<int>(sums.size(0)),
                       static_cast<double>(allVoxels), static_cast<float>(ramp), static_cast<float>(supervisedWeight),
                       onDevice<float>(result), onDevice<float>(slopes));
        context->save_for_backward({logitsA, logitsB, featuresA, labels, weights, lessons, slopes});
        return result;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const variable_list saved = context->get_saved_variables();
        const torch::Tensor& logitsA = saved[0];
        const torch::Tensor& labels = saved[3];
        const torch::Tensor ofNumbers = gradients[0].contiguous();
        const torch::Tensor toA = torch::empty_like(logitsA);
        const torch::Tensor toB = torch::empty_like(logitsA);
        const long long voxels = logitsA.numel() / (logitsA.size(0) * logitsA.size(1));
        programFor(saved[2], logitsA.size(1))
            ->launch("lossGradients", gridOf(logitsA, logitsA.size(0)), onDevice<const float>(logitsA),
                     onDevice<const float>(saved[1]), onDevice<const float>(saved[4]), onDevice<const void>(saved[5]),
                     onDevice<const std::uint8_t>(labels), static_cast<int>(labels.size(0)),
                     onDevice<const float>(saved[6]), onDevice<const float>(ofNumbers), voxels, onDevice<float>(toA),
                     onDevice<float>(toB));
        return {toA, toB, {}, {}, {}, {}, {}, {}};
    }
};

}  // namespace

bool areCudaMutualKernelsFor(const std::array<SubnetworkOutput, 2>& outputs) {
    const auto& [a, b] = outputs;
    return areCudaFeatures(a.features) && areCudaFeatures(b.features) && a.logits.scalar_type() == torch::kFloat32 &&
           a.logits.is_contiguous() && b.logits.is_contiguous() &&
           a.features.scalar_type() == b.features.scalar_type() && programFor(a.features, a.logits.size(1)) != nullptr;
}

CudaMutualLoss cudaMutualLoss(const std::array<SubnetworkOutput, 2>& outputs, const torch::Tensor& labels, double ramp,
                              double supervisedWeight, const RankGroup* ranks) {
    const torch::Tensor numbers = MutualLossFunction::apply(
        outputs[0].logits, outputs[1].logits, outputs[0].features.detach(), outputs[1].features.detach(),
        labels.to(outputs[0].logits.device(), torch::kUInt8).contiguous(), ramp, supervisedWeight, ranks);
    const torch::Tensor told = numbers.detach();
    return {.loss = numbers[0],
            .supervised = {told[1], told[2]},
            .mutual = {told[3], told[4]},
            .fractionATeachesB = told[5],
            .fractionBTeachesA = told[6],
            .meanReliability = told[7]};
}

}  // namespace tandem
