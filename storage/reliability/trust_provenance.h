// By which trust a result was judged, as JSON. Plain functions of values, thread-safe.
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace tandem {

struct PredictedDice;
struct RunTrust;

/// Uncalibrated, or measured when, on which cases, with which coefficients, and how well it found errors.
[[nodiscard]] nlohmann::ordered_json trustProvenanceJson(const RunTrust& trust);
/// value, and low and high where they are known.
[[nodiscard]] nlohmann::ordered_json predictedDiceJson(const PredictedDice& dice);

}  // namespace tandem
