#include "core/engine/method/mutual_reliable.h"

#include "core/engine/loss/cuda_mutual.h"
#include "core/engine/loss/dice.h"
#include "core/engine/loss/mutual.h"

namespace tandem {

StepResult MutualReliableMethod::step(MutualVNet& network, const StepInput& input) const {
    const auto outputs = network->forward(input.images);
    if (areCudaMutualKernelsFor(outputs)) {
        const CudaMutualLoss known =
            cudaMutualLoss(outputs, input.labels, input.ramp, input.supervisedWeight, input.ranks);
        return {.loss = known.loss,
                .supervisedA = known.supervised[0],
                .supervisedB = known.supervised[1],
                .mutualA = known.mutual[0],
                .mutualB = known.mutual[1],
                .fractionATeachesB = known.fractionATeachesB,
                .fractionBTeachesA = known.fractionBTeachesA,
                .meanReliability = known.meanReliability};
    }
    const MutualTerms terms = mutualTerms(outputs, input.ranks);
    const std::int64_t labelled = input.labels.size(0);
    const torch::Tensor supervisedA =
        diceLoss(terms.probabilities[0].narrow(0, 0, labelled), input.labels, input.hasUnknown, input.ranks);
    const torch::Tensor supervisedB =
        diceLoss(terms.probabilities[1].narrow(0, 0, labelled), input.labels, input.hasUnknown, input.ranks);
    const auto& [ofA, ofB] = terms.ofStudent;
    return {.loss = input.supervisedWeight * (supervisedA + supervisedB) + input.ramp * (ofA.loss + ofB.loss),
            .supervisedA = supervisedA.detach(),
            .supervisedB = supervisedB.detach(),
            .mutualA = ofA.loss.detach(),
            .mutualB = ofB.loss.detach(),
            .fractionATeachesB = ofB.fraction,
            .fractionBTeachesA = ofA.fraction,
            .meanReliability = terms.meanReliability};
}

}  // namespace tandem
