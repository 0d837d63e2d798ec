#include "core/study/label_scheme.h"

#include "core/base/error.h"
#include "core/volume/unknown_class.h"

#include <algorithm>
#include <set>

namespace tandem {
namespace {

// Okabe and Ito's colours, told apart by most people whatever their colour vision (jfly.uni-koeln.de/color).
constexpr std::array<std::array<std::uint8_t, 3>, 7> kColours{
    {{230, 159, 0}, {86, 180, 233}, {0, 158, 115}, {240, 228, 66}, {0, 114, 178}, {213, 94, 0}, {204, 121, 167}}};

}  // namespace

LabelScheme LabelScheme::fromNames(const std::vector<std::string>& names) {
    LabelScheme scheme;
    for (const std::string& name : names) {
        const std::size_t index = scheme.classes.size();
        LabelClass added{.name = name, .colour = {0, 0, 0}, .fileValue = static_cast<std::int32_t>(index)};
        if (index > 0) {
            added.colour = kColours[(index - 1) % kColours.size()];
        }
        scheme.classes.push_back(added);
    }
    scheme.check();
    return scheme;
}

std::vector<std::string> LabelScheme::names() const {
    std::vector<std::string> all;
    for (const LabelClass& one : classes) {
        all.push_back(one.name);
    }
    return all;
}

int LabelScheme::indexOfFileValue(std::int32_t value) const noexcept {
    const auto found = std::ranges::find(classes, value, &LabelClass::fileValue);
    return found == classes.end() ? -1 : static_cast<int>(found - classes.begin());
}

std::int32_t LabelScheme::unknownFileValue() const noexcept {
    std::int32_t value = kUnknownClass;
    while (indexOfFileValue(value) >= 0) {
        --value;  // a byte has more values than there may be classes
    }
    return value;
}

void LabelScheme::check() const {
    if (classes.size() < 2 || classes.size() > 255) {
        throw Error(ErrorCode::InvalidInput,
                    "A label scheme needs the background and at least one structure, 255 classes at most; it has " +
                        std::to_string(classes.size()) + ".");
    }
    std::set<std::string> names;
    std::set<std::int32_t> values;
    for (const LabelClass& one : classes) {
        if (one.name.empty() || !names.insert(one.name).second) {
            throw Error(ErrorCode::InvalidInput,
                        "Every class needs a name of its own; \"" + one.name + "\" is empty or used twice.");
        }
        if (!values.insert(one.fileValue).second) {
            throw Error(ErrorCode::InvalidInput, "Two classes have the same voxel value " +
                                                     std::to_string(one.fileValue) + "; give \"" + one.name +
                                                     "\" another.");
        }
    }
}

}  // namespace tandem
