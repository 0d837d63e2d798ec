// The methods by which a network learns, and what each needs. Thread-safe.
//
// A method is a value, a text and a row here, and a file in core/engine/method.
// Invariant: nobody else asks which method it is to find out what it needs.
#pragma once

#include "core/base/choice.h"

namespace tandem {

enum class Method { Supervised, MutualReliable };
template <>
inline constexpr std::array<std::string_view, 2> kChoiceTexts<Method>{"supervised", "mutual-reliable"};

struct MethodNeeds {
    bool usesUnlabelled = false;  ///< it learns from cases without labels, too
    int decoders = 2;             ///< that it teaches, and that a step goes through
};

[[nodiscard]] constexpr MethodNeeds needsOf(Method method) {
    constexpr std::array<MethodNeeds, kChoiceTexts<Method>.size()> kNeeds{{
        {.usesUnlabelled = false, .decoders = 2},  // supervised
        {.usesUnlabelled = true, .decoders = 2},   // mutual-reliable
    }};
    return kNeeds.at(static_cast<std::size_t>(method));
}

}  // namespace tandem
