// What is to be done so that the trust of a run's checkpoint, and the scores by it, are up to date.
//
// A plain value; reading it reads the database only. learnTrust() does it without predicting. Invariant: work
// that is read after it was done is none, unless something else has changed since.
#pragma once

#include "core/maps/map_name.h"
#include "storage/prediction/prediction_weights.h"

#include <cstdint>
#include <string>

namespace tandem {

class Project;

struct TrustWork {
    std::int64_t runId = 0;
    Weights weights;
    Decoder label = Decoder::A;
    bool isToMeasure = false;  ///< validation cases are predicted that the trust on record does not know
    bool isToScore = false;    ///< predictions with all maps have no score by it; of decoder A's label only
    std::string state;         ///< of all that the work depends on

    [[nodiscard]] bool isAny() const noexcept { return isToMeasure || isToScore; }
};

/// Throws Error (NotFound, Corrupt).
[[nodiscard]] TrustWork readTrustWork(const Project& project, std::int64_t runId, const Weights& weights,
                                      Decoder label);

}  // namespace tandem
