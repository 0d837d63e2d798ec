// The texts of the settings' tables and presets, which lie below the window, listed where the translators' tool reads
// them. Thread-safe.
//
// Invariant: what a table gains is added here; tests/ui/settings says when it is not.
#pragma once

#include <string_view>

namespace tandem {

[[nodiscard]] bool isKnownToTranslators(std::string_view text);

}  // namespace tandem
