// Which version of Tandem this is. Thread-safe.
#pragma once

#include <string_view>

namespace tandem {

/// "0.1.0"
[[nodiscard]] std::string_view programVersion() noexcept;

}  // namespace tandem
