#include "core/reliability/trust_threshold.h"

#include <algorithm>

namespace tandem {

int stepsReached(float trust) noexcept {
    int steps = std::clamp(static_cast<int>(kTrustSteps * static_cast<double>(trust)), 0, kTrustSteps);
    // The product may be rounded across a whole number; the comparison decides.
    while (steps <= kTrustSteps && !isDoubtful(trust, trustThreshold(steps))) {
        ++steps;
    }
    while (steps > 0 && isDoubtful(trust, trustThreshold(steps - 1))) {
        --steps;
    }
    return steps;
}

}  // namespace tandem
