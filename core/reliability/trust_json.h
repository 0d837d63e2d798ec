// A fitted trust with its evidence as JSON: the file beside a checkpoint, and what the project's database keeps.
//
// Thread-safe. Invariant: what is read back is what was written, bit for bit.
#pragma once

#include "core/reliability/trust_evidence.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace tandem {

/// The model alone, with its signals by name.
[[nodiscard]] nlohmann::ordered_json trustModelJson(const TrustModel& model);
/// Throws Error (Corrupt).
[[nodiscard]] TrustModel trustModelFromJson(const nlohmann::ordered_json& json);

[[nodiscard]] nlohmann::ordered_json trustJson(const FittedTrust& trust);
/// Reads what trustJson() says as text. Throws Error (Corrupt).
[[nodiscard]] FittedTrust trustFromJson(const std::string& text);

/// The evidence alone, for whoever reads what a command prints.
[[nodiscard]] nlohmann::ordered_json evidenceJson(const TrustEvidence& evidence);

}  // namespace tandem
