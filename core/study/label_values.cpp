#include "core/study/label_values.h"

#include "core/base/error.h"
#include "core/volume/unknown_class.h"

#include <charconv>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

namespace tandem {
namespace {

constexpr std::string_view kUnknownText = "unknown";

std::int32_t wholeNumber(std::string_view text, const std::string& part) {
    std::int32_t value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || end != text.data() + text.size()) {
        throw Error(ErrorCode::InvalidInput, "\"" + part +
                                                 "\" does not map a label value to a class; write VALUE=CLASS "
                                                 "with whole numbers, such as 200=1, or VALUE=unknown.");
    }
    return value;
}

}  // namespace

RawLabelVolume withSchemeValues(const RawLabelVolume& label, const LabelValueMap& classOfValue,
                                const LabelScheme& scheme) {
    if (classOfValue.empty()) {
        return label;
    }
    LabelValueMap schemeValueOf;
    requireClassesOf(scheme, classOfValue);
    for (const auto& [value, index] : classOfValue) {
        schemeValueOf[value] = index == kUnknownClass ? scheme.unknownFileValue()
                                                      : scheme.classes[static_cast<std::size_t>(index)].fileValue;
    }
    std::vector<std::int32_t> voxels(label.voxels().begin(), label.voxels().end());
    // Neighbours mostly share their value, so the last one found is worth remembering.
    std::int32_t last = 0;
    std::int32_t lastMapped = schemeValueOf.contains(0) ? schemeValueOf[0] : 0;
    for (std::int32_t& voxel : voxels) {
        if (voxel != last) {
            const auto found = schemeValueOf.find(voxel);
            last = voxel;
            lastMapped = found == schemeValueOf.end() ? voxel : found->second;
        }
        voxel = lastMapped;
    }
    return {label.geometry(), std::move(voxels)};
}

int classOfFileValue(std::int32_t value, const LabelValueMap& classOfValue, const LabelScheme& scheme) {
    const auto found = classOfValue.find(value);
    return found == classOfValue.end() ? scheme.indexOfFileValue(value) : found->second;
}

std::string textOf(const LabelValueMap& classOfValue) {
    std::string text;
    for (const auto& [value, index] : classOfValue) {
        text += (text.empty() ? "" : ",") + std::to_string(value) + "=" +
                (index == kUnknownClass ? std::string(kUnknownText) : std::to_string(index));
    }
    return text;
}

LabelValueMap parseLabelValues(const std::string& text) {
    LabelValueMap map;
    std::istringstream parts(text);
    for (std::string part; std::getline(parts, part, ',');) {
        const std::size_t middle = part.find('=');
        const std::string_view view(part);
        const std::int32_t value = wholeNumber(view.substr(0, middle), part);
        const std::string_view meaning = middle == std::string::npos ? std::string_view() : view.substr(middle + 1);
        const std::int32_t index = meaning == kUnknownText ? kUnknownClass : wholeNumber(meaning, part);
        if (index < 0 || !map.emplace(value, index).second) {
            throw Error(ErrorCode::InvalidInput,
                        "\"" + part + "\" maps a label value twice or to a class below 0; map every value once.");
        }
    }
    return map;
}

void requireClassesOf(const LabelScheme& scheme, const LabelValueMap& classOfValue) {
    for (const auto& [value, index] : classOfValue) {
        if (index != kUnknownClass && (index < 0 || index >= scheme.count())) {
            throw Error(ErrorCode::InvalidInput, "Label value " + std::to_string(value) + " is mapped to class " +
                                                     std::to_string(index) + ", but the project's classes are 0 to " +
                                                     std::to_string(scheme.count() - 1) + ".");
        }
    }
}

}  // namespace tandem
