// The paper's method: Dice on the known voxels of the labelled patches, mutual learning with reliable pseudo-labels on
// all voxels of all patches: what of a labelled patch is unknown learns as an unlabelled patch does.
#pragma once

#include "core/engine/method/training_method.h"

namespace tandem {

/// loss = lambda (S_A + S_B) + beta (M_A + M_B). Source: Su et al., Medical Image Analysis 94 (2024) 103111.
class MutualReliableMethod final : public TrainingMethod {
public:
    [[nodiscard]] StepResult step(MutualVNet& network, const StepInput& input) const override;
};

}  // namespace tandem
