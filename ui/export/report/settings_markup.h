// The settings of a run as a report lists them, in the words of the window's forms.
//
// Thread-safe. Invariant: nothing that is on record is left out: what this version does not know stays as it is
// written.
#pragma once

#include <QString>
#include <string>

namespace tandem {

/// RunRecord::settingsJson, and RunRecord::preparationJson.
[[nodiscard]] QString trainingMarkup(const std::string& json);
[[nodiscard]] QString preparationMarkup(const std::string& json);

}  // namespace tandem
