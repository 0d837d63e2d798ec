#include "core/maps/map_name.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace tandem {
namespace {

struct KindRow {
    std::string_view stem;
    bool isLabelMap = false;
    bool hasDecoder = false;
    bool hasClasses = false;
};

/// In the order of the enumeration.
constexpr std::array<KindRow, 11> kKinds{{{.stem = "correction", .isLabelMap = true},
                                          {.stem = "disagreement", .isLabelMap = true},
                                          {.stem = "error", .isLabelMap = true},
                                          {.stem = "label", .isLabelMap = true, .hasDecoder = true},
                                          {.stem = "probability", .hasDecoder = true, .hasClasses = true},
                                          {.stem = "reference", .isLabelMap = true},
                                          {.stem = "reliability", .hasDecoder = true},
                                          {.stem = "selection", .isLabelMap = true},
                                          {.stem = "similarity", .hasDecoder = true, .hasClasses = true},
                                          {.stem = "trust"},
                                          {.stem = "uncertainty", .hasDecoder = true}}};

const KindRow& rowOf(MapKind kind) {
    return kKinds[static_cast<std::size_t>(kind)];
}

/// What follows the next dash; the text loses it.
std::optional<std::string_view> takePart(std::string_view& text) {
    if (!text.starts_with('-')) {
        return std::nullopt;
    }
    text.remove_prefix(1);
    const std::string_view part = text.substr(0, text.find('-'));
    text.remove_prefix(part.size());
    return part;
}

std::optional<int> classNumber(std::string_view text) {
    int number = -1;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isWhole = failure == std::errc() && end == text.data() + text.size() && number >= 0;
    return isWhole ? std::optional(number) : std::nullopt;
}

}  // namespace

bool MapName::isLabelMap() const noexcept {
    return rowOf(kind).isLabelMap;
}

double MapName::highest(int classes) const {
    return isInNats() ? std::log(static_cast<double>(classes)) : 1;
}

std::string textOf(const MapName& name) {
    std::string text(rowOf(name.kind).stem);
    if (name == kLabelMap) {
        return text;
    }
    if (name.decoder) {
        text.append("-").append(nameOf(*name.decoder));
    }
    return name.classIndex ? text + '-' + std::to_string(*name.classIndex) : text;
}

std::optional<MapName> mapNamed(std::string_view text) {
    const auto row = std::ranges::find(kKinds, text.substr(0, text.find('-')), &KindRow::stem);
    if (row == kKinds.end()) {
        return std::nullopt;
    }
    MapName name{.kind = static_cast<MapKind>(row - kKinds.begin())};
    std::string_view rest = text.substr(row->stem.size());
    if (name.kind == MapKind::Label && rest.empty()) {
        return kLabelMap;
    }
    if (const auto decoder = takePart(rest)) {
        name.decoder = choiceNamed<Decoder>(*decoder);
    }
    if (const auto number = takePart(rest)) {
        name.classIndex = classNumber(*number);
    }
    // Whatever was not understood is missing in the text that the name would have.
    const bool isComplete = name.decoder.has_value() == row->hasDecoder && (!name.classIndex || row->hasClasses);
    return isComplete && textOf(name) == text ? std::optional(name) : std::nullopt;
}

}  // namespace tandem
