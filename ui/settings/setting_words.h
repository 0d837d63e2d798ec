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
/// What 0 means in place of a number, such as "half"; empty where it is a number like others.
[[nodiscard]] QString zeroWord(const SettingField& field);
/// When the setting has a part to play; empty when always.
[[nodiscard]] QString usedWhen(const SettingField& field);
/// The value as a person reads it, with its unit: "112, 112, 80 voxels", "half", "yes".
[[nodiscard]] QString valueText(const SettingField& field, const SettingValue& value);

}  // namespace tandem
