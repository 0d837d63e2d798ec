// Settings on the command line as KEY=VALUE, the same for every command that takes them.
#pragma once

#include "app/cli/command_line.h"
#include "core/base/error.h"
#include "core/settings/field_table.h"

#include <string>
#include <vector>

namespace tandem::cli {

/// Applies KEY=VALUE texts and checks the whole. Throws UsageError with the setting's own sentence.
template <class S>
void applySettings(S& settings, const std::vector<std::string>& assignments) {
    try {
        setSettings(settings, assignments);
    } catch (const Error& error) {
        throw UsageError(error.what());
    }
}

/// The keys of S with their meaning, for --help.
template <class S>
[[nodiscard]] std::string settingsHelp() {
    std::string text;
    const S defaults;
    for (const Field<S>& one : S::fields()) {
        text += "\n  " + one.key + " (" + textOf(one.get(defaults)) + ")  " + one.description;
    }
    return text;
}

}  // namespace tandem::cli
