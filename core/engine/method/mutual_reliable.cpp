#include "core/engine/method/mutual_reliable.h"

#include "core/engine/loss/dice.h"
#include "core/engine/loss/mutual.h"

namespace tandem {

StepResult MutualReliableMethod::step(MutualVNet& network, const StepInput& input) const {
    const MutualTerms terms = mutualTerms(network->forward(input.images));
    const std::int64_t labelled = input.labels.size(0);
    const torch::Tensor supervisedA = diceLoss(terms.probabilities[0].narrow(0, 0, labelled), input.labels);
    const torch::Tensor supervisedB = diceLoss(terms.probabilities[1].narrow(0, 0, labelled), input.labels);
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
