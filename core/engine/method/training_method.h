// How a network is trained: one step in, losses out. The strategies stand in the table of methods.
//
// A method is stateless and may serve several threads with networks of their own. Invariant: a step reads nothing back
// from the device; StepNumbers brings its numbers, and a step never waits.
#pragma once

#include "core/engine.h"
#include "core/engine/network/mutual_vnet.h"
#include "core/settings/method.h"

#include <cstdint>

namespace tandem {

struct StepInput {
    torch::Tensor images;              ///< (B,channels,X,Y,Z), the labelled patches first
    torch::Tensor labels;              ///< (L,X,Y,Z), integers 0..C-1 or kUnknownClass, of the labelled patches
    bool hasUnknown = false;           ///< whether a label may be kUnknownClass
    double ramp = 0;                   ///< beta, the weight of what is learned without labels
    double supervisedWeight = 0.5;     ///< lambda
    const RankGroup* ranks = nullptr;  ///< which share the batch, of which images and labels are a part; null for one
};

/// Scalars on the device, float32. What a method does not have stays undefined, and is read as 0.
struct StepResult {
    torch::Tensor loss;  ///< with a gradient
    torch::Tensor supervisedA;
    torch::Tensor supervisedB;
    torch::Tensor mutualA;  ///< A is the student
    torch::Tensor mutualB;
    torch::Tensor fractionATeachesB;
    torch::Tensor fractionBTeachesA;
    torch::Tensor meanReliability;
};

class TrainingMethod {
public:
    virtual ~TrainingMethod() = default;
    /// The network's forward pass, under whatever autocast is on, and the loss, in float32. The caller runs backward().
    [[nodiscard]] virtual StepResult step(MutualVNet& network, const StepInput& input) const = 0;
};

/// What it returns lives as long as the program.
[[nodiscard]] const TrainingMethod& trainingMethod(Method method);

}  // namespace tandem
