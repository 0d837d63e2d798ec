// What a check has to say about a case or a file. A plain value.
//
// Invariant: sentence and fix are whole sentences for the person; a refusal means that the case cannot be used as it
// is.
#pragma once

#include "core/base/choice.h"

#include <array>
#include <string>
#include <string_view>

namespace tandem {

enum class FindingSeverity {
    Note,     ///< worth knowing
    Warning,  ///< probably a mistake; the case is usable
    Refusal   ///< the case cannot be used
};
template <>
inline constexpr std::array<std::string_view, 3> kChoiceTexts<FindingSeverity>{"note", "warning", "refusal"};

struct Finding {
    FindingSeverity severity = FindingSeverity::Note;
    std::string sentence;  ///< what was found, naming the case or file
    std::string fix;       ///< what to do about it; may be empty for a note

    bool operator==(const Finding&) const = default;
};

}  // namespace tandem
