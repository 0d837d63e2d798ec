// What the settings' tables say, in the language of the window. Thread-safe.
//
// Invariant: a word that has no translation stays as the table says it.
#pragma once

#include "core/settings/field_table.h"

#include <QString>

namespace tandem {

[[nodiscard]] QString titleOf(const SettingField& field);
/// With the range and unit, for a tooltip.
[[nodiscard]] QString explanationOf(const SettingField& field);
[[nodiscard]] QString choiceTitle(const std::string& choice);
/// The key of the setting that an error's sentence is about ("The setting patch is ..."), or empty.
[[nodiscard]] QString keyNamedIn(const QString& sentence);

}  // namespace tandem
