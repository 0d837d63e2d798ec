// Choices: enumerations whose values have the texts that JSON, the command line and the database say.
//
// An enumeration becomes a choice by a kChoiceTexts of its own, beside it. Thread-safe.
// Invariant: there is a text for each value, in the order of the values, and no text twice.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <type_traits>

namespace tandem {

template <class E>
inline constexpr std::array<std::string_view, 0> kChoiceTexts{};

template <class E>
concept Choice = std::is_enum_v<E> && !kChoiceTexts<E>.empty();

template <Choice E>
[[nodiscard]] constexpr std::string_view nameOf(E choice) {
    return kChoiceTexts<E>.at(static_cast<std::size_t>(choice));
}

/// Nothing for a text that is none of them.
template <Choice E>
[[nodiscard]] constexpr std::optional<E> choiceNamed(std::string_view text) {
    const auto found = std::ranges::find(kChoiceTexts<E>, text);
    return found == kChoiceTexts<E>.end() ? std::nullopt
                                          : std::optional(static_cast<E>(found - kChoiceTexts<E>.begin()));
}

}  // namespace tandem
