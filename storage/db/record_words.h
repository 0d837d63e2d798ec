// Looks up the enumerator for a word of the database. Internal to storage/db; thread-safe.
//
// Invariant: every enumerator has a word of its own, given by nameOf().
#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>

namespace tandem {

template <class E>
[[nodiscard]] std::optional<E> named(std::string_view name, std::initializer_list<E> all) {
    for (const E one : all) {
        if (nameOf(one) == name) {
            return one;
        }
    }
    return std::nullopt;
}

}  // namespace tandem
