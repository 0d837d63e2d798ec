#include "storage/image/nrrd_grid.h"

#include "core/base/error.h"
#include "storage/image/header_text.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

namespace tandem {
namespace {

struct Axis {
    std::int64_t size = 0;
    bool isSpatial = true;
    std::vector<double> direction;  ///< in the file's space; empty where it has none
    double spacing = 1;
};

std::string sizesText(const std::vector<Axis>& axes) {
    std::string text;
    for (const Axis& axis : axes) {
        text += (text.empty() ? "" : "x") + std::to_string(axis.size);
    }
    return text;
}

void setDirections(const NrrdFields& fields, std::vector<Axis>& axes) {
    if (!fields.value("space directions")) {
        return;
    }
    const auto directions = fields.vectors("space directions");
    if (directions.size() != axes.size()) {
        fields.refuse("space directions");
    }
    for (std::size_t i = 0; i < axes.size(); ++i) {
        axes[i].direction = directions[i];
        axes[i].isSpatial = !directions[i].empty();
        if (axes[i].isSpatial && directions[i].size() != 3) {
            throw Error(ErrorCode::Unsupported, fields.name() + " lies in a space of " +
                                                    std::to_string(directions[i].size()) + " dimensions, not three.");
        }
    }
}

void setSpacings(const NrrdFields& fields, std::vector<Axis>& axes) {
    if (const auto text = fields.value("spacings")) {
        const auto spacings = numbersIn(*text);
        if (!spacings || spacings->size() != axes.size()) {
            fields.refuse("spacings");
        }
        for (std::size_t i = 0; i < axes.size(); ++i) {
            axes[i].spacing = std::isnan((*spacings)[i]) ? 1 : std::abs((*spacings)[i]);
        }
    }
}

/// Where no directions tell, the kinds do.
void setKinds(const NrrdFields& fields, std::vector<Axis>& axes) {
    const auto text = fields.value("kinds");
    if (!text || fields.value("space directions")) {
        return;
    }
    const auto kinds = wordsOf(*text);
    for (std::size_t i = 0; i < axes.size() && i < kinds.size(); ++i) {
        const std::string kind = lowered(kinds[i]);
        axes[i].isSpatial = kind == "domain" || kind == "space" || kind == "???" || kind == "none";
    }
}

std::vector<Axis> axesOf(const NrrdFields& fields) {
    const auto dimension = fields.wholeNumber("dimension");
    if (!dimension || *dimension < 1 || *dimension > 16) {
        fields.refuse("dimension");
    }
    std::vector<Axis> axes(static_cast<std::size_t>(*dimension));
    const auto sizes = fields.wholeNumbers("sizes", axes.size());
    constexpr std::int64_t kMostAlongAxis = std::int64_t{1} << 40;
    for (std::size_t i = 0; i < axes.size(); ++i) {
        if (sizes[i] < 1 || sizes[i] > kMostAlongAxis) {
            fields.refuse("sizes");
        }
        axes[i].size = sizes[i];
    }
    setDirections(fields, axes);
    setSpacings(fields, axes);
    setKinds(fields, axes);
    return axes;
}

/// Takes axes of one voxel away, the last first and those that are not spatial before those that are, then the one
/// that counts channels.
int reduceToThree(const NrrdFields& fields, std::vector<Axis>& axes) {
    const std::string sizes = sizesText(axes);
    if (axes.size() < 3) {
        throw Error(ErrorCode::Unsupported,
                    fields.name() + " has fewer than three axes (" + sizes + "), so it is no volume.");
    }
    for (const bool spatial : {false, true}) {
        for (std::size_t i = axes.size(); i-- > 0 && axes.size() > 3;) {
            if (axes[i].size == 1 && axes[i].isSpatial == spatial && (!spatial || axes[i].direction.empty())) {
                axes.erase(axes.begin() + static_cast<std::ptrdiff_t>(i));
            }
        }
    }
    int channels = 1;
    if (axes.size() == 4 && std::ranges::count(axes, false, &Axis::isSpatial) == 1) {
        const auto list = std::ranges::find(axes, false, &Axis::isSpatial);
        constexpr std::int64_t kMostChannels = 1 << 20;
        channels = static_cast<int>(std::min(list->size, kMostChannels));
        axes.erase(list);
    }
    if (axes.size() != 3 || !std::ranges::all_of(axes, &Axis::isSpatial)) {
        throw Error(ErrorCode::Unsupported,
                    fields.name() + " has axes (" + sizes + ") that are not those of one 3D volume.");
    }
    return channels;
}

/// Signs that bring the file's space to LPS; nothing for a space without a patient.
std::optional<Vector3> lpsSigns(const std::string& space) {
    const std::string name = lowered(space);
    if (name == "left-posterior-superior" || name == "lps") {
        return Vector3{1, 1, 1};
    }
    if (name == "right-anterior-superior" || name == "ras") {
        return Vector3{-1, -1, 1};
    }
    if (name == "left-anterior-superior" || name == "las") {
        return Vector3{1, -1, 1};
    }
    return std::nullopt;
}

double millimetres(const NrrdFields& fields, std::vector<Finding>& findings) {
    const auto text = fields.value("space units");
    if (!text) {
        return 1;
    }
    std::string unit = *text;
    std::erase(unit, '"');
    const auto words = wordsOf(unit);
    const auto scale = words.empty() ? std::optional(1.0) : millimetresIn(words.front());
    if (!scale || std::ranges::any_of(words, [&](std::string_view word) { return word != words.front(); })) {
        findings.push_back({FindingSeverity::Warning,
                            fields.name() + " gives its lengths in units that are not known (" + *text +
                                "); they are taken for millimetres.",
                            "Check its spacing."});
    }
    return scale.value_or(1);
}

Vector3 originOf(const NrrdFields& fields) {
    if (!fields.value("space origin")) {
        return {0, 0, 0};
    }
    const auto origins = fields.vectors("space origin");
    if (origins.size() != 1 || origins.front().size() != 3) {
        fields.refuse("space origin");
    }
    return {origins.front()[0], origins.front()[1], origins.front()[2]};
}

Geometry orientedGrid(const NrrdFields& fields, const std::vector<Axis>& axes, std::vector<Finding>& findings) {
    const auto signs = lpsSigns(fields.value("space").value_or(""));
    if (!signs) {
        findings.push_back({FindingSeverity::Warning,
                            fields.name() + " does not say which patient axes its directions refer to; they are taken "
                                            "to be left, back, head.",
                            "Check the orientation in a viewer."});
    }
    const double scale = millimetres(fields, findings);
    const Vector3 origin = originOf(fields);
    Geometry geometry;
    Matrix3 columns;
    for (std::size_t row = 0; row < 3; ++row) {
        const double sign = (signs ? (*signs)[row] : 1) * scale;
        geometry.originMm[row] = sign * origin[row] + 0.0;  // no negative zero
        for (std::size_t axis = 0; axis < 3; ++axis) {
            columns[row][axis] = sign * axes[axis].direction[row];
        }
    }
    setAxes(geometry, columns);
    return geometry;
}

}  // namespace

NrrdGrid nrrdGrid(const NrrdFields& fields, std::vector<Finding>& findings) {
    std::vector<Axis> axes = axesOf(fields);
    NrrdGrid grid;
    grid.channels = reduceToThree(fields, axes);
    if (std::ranges::none_of(axes, [](const Axis& axis) { return axis.direction.empty(); })) {
        grid.geometry = orientedGrid(fields, axes, findings);
    } else {
        findings.push_back({FindingSeverity::Warning,
                            fields.name() + " does not say how it lies in the patient; its axes are taken to run left, "
                                            "back, head from the origin.",
                            "Check the orientation in a viewer, or convert the original again."});
        for (std::size_t axis = 0; axis < 3; ++axis) {
            grid.geometry.spacingMm[axis] = axes[axis].spacing;
        }
    }
    for (std::size_t axis = 0; axis < 3; ++axis) {
        grid.geometry.size[axis] = axes[axis].size;
    }
    return grid;
}

}  // namespace tandem
