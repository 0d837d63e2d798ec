// What a call throws, as a value that a test can compare.
#pragma once

#include "core/base/error.h"

#include <optional>

namespace tandem {

/// The Error that call throws, or nothing when it returns; other exceptions pass through and fail the test.
template <class Call>
[[nodiscard]] std::optional<Error> errorOf(Call&& call) {
    try {
        static_cast<void>(call());
    } catch (const Error& error) {
        return error;
    }
    return std::nullopt;
}

/// Whether the sentence for the person contains the given words.
[[nodiscard]] inline bool mentions(const std::optional<Error>& error, const std::string& words) {
    return error && std::string(error->what()).find(words) != std::string::npos;
}

}  // namespace tandem
