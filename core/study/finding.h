// What a check has to say about a case or a file. A plain value.
//
// Invariant: sentence and fix are whole sentences for the person; a refusal means that the case cannot be used as it
// is.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tandem {

enum class FindingSeverity {
    Note,     ///< worth knowing
    Warning,  ///< probably a mistake; the case is usable
    Refusal   ///< the case cannot be used
};

struct Finding {
    FindingSeverity severity = FindingSeverity::Note;
    std::string sentence;  ///< what was found, naming the case or file
    std::string fix;       ///< what to do about it; may be empty for a note

    bool operator==(const Finding&) const = default;
};

/// "note", "warning" or "refusal": the word used in the database and on the command line.
[[nodiscard]] std::string_view nameOf(FindingSeverity severity);
[[nodiscard]] std::optional<FindingSeverity> findingSeverityNamed(std::string_view name);

}  // namespace tandem
