// The numbers of a step on their way from the device, so that the next step can be queued before they are there.
//
// Not thread-safe. Invariant: making one does not wait for the device; the numbers are those of its step, whatever the
// device computes afterwards.
#pragma once

#include "core/engine/method/training_method.h"

#include <c10/core/Event.h>

#include <optional>
#include <vector>

namespace tandem {

class StepNumbers {
public:
    explicit StepNumbers(const StepResult& result);

    /// Waits until they are there, and adds them to what is known of the step.
    [[nodiscard]] IterationMetrics read(IterationMetrics metrics = {}) const;

private:
    std::vector<double IterationMetrics::*> m_known;  ///< what the method has, in the order of m_onHost
    torch::Tensor m_onHost;                           ///< (numbers), float32
    std::optional<c10::Event> m_copied;               ///< on a device that computes by itself
};

}  // namespace tandem
