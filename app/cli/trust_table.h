// What is known of a run's trust, for a terminal.
#pragma once

#include "core/reliability/trust_evidence.h"

#include <cstddef>
#include <string>

namespace tandem::cli {

/// What finds wrong voxels, the best first, with 95 % intervals. most: so many rows; 0 for all.
[[nodiscard]] std::string detectorTable(const TrustEvidence& evidence, std::size_t most = 0);

/// Predicted against true Dice of every case, and how well scores of cases tell their Dice.
[[nodiscard]] std::string caseTrustTable(const TrustEvidence& evidence);

/// Whether the method's own claim holds: error rates by teaching weight, and of the followed decoder.
[[nodiscard]] std::string teachingTable(const TrustEvidence& evidence);

/// What leaving the least trusted voxels undecided removes; empty without cases.
[[nodiscard]] std::string abstentionText(const TrustEvidence& evidence);

/// "0.82 (0.74 to 0.88)", or "0.82" without an interval.
[[nodiscard]] std::string predictedDiceText(const PredictedDice& dice);

}  // namespace tandem::cli
