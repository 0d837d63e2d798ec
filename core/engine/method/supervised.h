// The baseline: both decoders learn from the known voxels of the labelled patches alone.
#pragma once

#include "core/engine/method/training_method.h"

namespace tandem {

/// loss = lambda (S_A + S_B): the paper's loss without its mutual part, so that what mutual learning adds can be told.
class SupervisedMethod final : public TrainingMethod {
public:
    [[nodiscard]] StepResult step(MutualVNet& network, const StepInput& input) const override;
};

}  // namespace tandem
