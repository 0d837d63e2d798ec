// Whether bytes from elsewhere are text that can be kept and shown. Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace tandem {

/// Well-formed UTF-8, without overlong forms and surrogates.
[[nodiscard]] bool isUtf8(std::string_view text) noexcept;

/// UTF-8 without control characters.
[[nodiscard]] bool isPlainText(std::string_view text) noexcept;

/// With "?" in place of what no plain text has, for sentences.
[[nodiscard]] std::string asPlainText(std::string_view text);

}  // namespace tandem
