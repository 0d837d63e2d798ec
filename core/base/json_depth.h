// How deeply JSON is nested, before it is parsed: what handles it afterwards calls itself for every level. Thread-safe.
//
// Invariant: what nobody of ours writes, and would fill the stack, is told without filling it.
#pragma once

#include <string_view>

namespace tandem {

/// Whether brackets outside of texts are open at most 64 at a time. Says nothing on whether the text is JSON.
[[nodiscard]] bool isShallowJson(std::string_view text) noexcept;

/// The text, or "" where it is nested too deeply, so that a parser refuses it as it does all that is no JSON.
[[nodiscard]] std::string_view shallowJson(std::string_view text) noexcept;

}  // namespace tandem
