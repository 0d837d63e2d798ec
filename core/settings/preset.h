// Settings under one name for a kind of dataset. They come from resources/presets/*.json, built into the program.
#pragma once

#include "core/settings/preparation_settings.h"
#include "core/settings/training_settings.h"

#include <string>
#include <string_view>
#include <vector>

namespace tandem {

struct Preset {
    std::string name;         ///< "left-atrium"
    std::string title;        ///< "Left Atrium (MR)"
    std::string description;  ///< a sentence
    PreparationSettings preparation;
    TrainingSettings training;
};

/// The one whose settings are proposed from the cases (core/proposal).
inline constexpr std::string_view kDataPreset = "from-data";

/// All presets, in the order in which they are shown. Thread-safe.
[[nodiscard]] const std::vector<Preset>& presets();

/// Throws Error (NotFound) listing the known names.
[[nodiscard]] const Preset& presetNamed(std::string_view name);

}  // namespace tandem
