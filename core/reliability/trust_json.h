// A fitted trust with its evidence as JSON: the file beside a checkpoint, and what the project's database keeps.
//
// Thread-safe. Invariant: what is read back is what was written, bit for bit.
#pragma once

#include "core/reliability/trust_evidence.h"

#include <string>

namespace tandem {

[[nodiscard]] std::string trustJson(const FittedTrust& trust);
/// Throws Error (Corrupt).
[[nodiscard]] FittedTrust trustFromJson(const std::string& json);

/// The evidence alone, for whoever reads what a command prints.
[[nodiscard]] std::string evidenceJson(const TrustEvidence& evidence);

}  // namespace tandem
