#include "core/settings/preset.h"

#include "core/base/error.h"
#include "core/settings/preset_texts.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace tandem {
namespace {

Preset parsePreset(std::string_view text) {
    const auto json = nlohmann::ordered_json::parse(text);
    return {.name = json.at("name").get<std::string>(),
            .title = json.at("title").get<std::string>(),
            .description = json.at("description").get<std::string>(),
            .preparation = settingsFromJson<PreparationSettings>(json.at("preparation")),
            .training = settingsFromJson<TrainingSettings>(json.at("training"))};
}

}  // namespace

const std::vector<Preset>& presets() {
    static const std::vector<Preset> kPresets = [] {
        std::vector<Preset> all;
        for (const std::string_view text : kPresetTexts) {
            all.push_back(parsePreset(text));
        }
        return all;
    }();
    return kPresets;
}

const Preset& presetNamed(std::string_view name) {
    const auto found = std::ranges::find(presets(), name, &Preset::name);
    if (found == presets().end()) {
        std::string known;
        for (const Preset& one : presets()) {
            known += (known.empty() ? "" : ", ") + one.name;
        }
        throw Error(ErrorCode::NotFound,
                    "There is no preset \"" + std::string(name) + "\"; the presets are " + known + ".");
    }
    return *found;
}

}  // namespace tandem
