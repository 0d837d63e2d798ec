#include "core/engine/method/supervised.h"

#include "core/engine/loss/dice.h"

namespace tandem {

StepResult SupervisedMethod::step(MutualVNet& network, const StepInput& input) const {
    // Unlabelled patches would only cost time, and shift the statistics of batch norm.
    const torch::Tensor images = input.images.narrow(0, 0, input.labels.size(0));
    const auto outputs = network->forward(images);
    const torch::Tensor supervisedA =
        diceLoss(outputs[0].logits.to(torch::kFloat32).softmax(1), input.labels, input.hasUnknown, input.ranks);
    const torch::Tensor supervisedB =
        diceLoss(outputs[1].logits.to(torch::kFloat32).softmax(1), input.labels, input.hasUnknown, input.ranks);
    return {.loss = input.supervisedWeight * (supervisedA + supervisedB),
            .supervisedA = supervisedA.detach(),
            .supervisedB = supervisedB.detach()};
}

}  // namespace tandem
