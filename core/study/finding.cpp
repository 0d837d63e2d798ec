#include "core/study/finding.h"

#include <array>

namespace tandem {

std::string_view nameOf(FindingSeverity severity) {
    switch (severity) {
        case FindingSeverity::Note:
            return "note";
        case FindingSeverity::Warning:
            return "warning";
        case FindingSeverity::Refusal:
            return "refusal";
    }
    return {};
}

std::optional<FindingSeverity> findingSeverityNamed(std::string_view name) {
    for (const auto severity : {FindingSeverity::Note, FindingSeverity::Warning, FindingSeverity::Refusal}) {
        if (nameOf(severity) == name) {
            return severity;
        }
    }
    return std::nullopt;
}

}  // namespace tandem
