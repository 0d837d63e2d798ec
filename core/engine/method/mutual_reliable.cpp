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
    StepResult result;
    result.loss = input.supervisedWeight * (supervisedA + supervisedB) + input.ramp * (ofA.loss + ofB.loss);
    const torch::NoGradGuard noGrad;
    result.statistics =
        torch::stack({result.loss.detach(), supervisedA.detach(), supervisedB.detach(), ofA.loss.detach(),
                      ofB.loss.detach(), ofB.fraction, ofA.fraction, terms.meanReliability});
    return result;
}

}  // namespace tandem
