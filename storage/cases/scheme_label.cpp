#include "storage/cases/scheme_label.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/volume/unknown_class.h"
#include "storage/image/image_writer.h"

#include <algorithm>

namespace tandem {
namespace {

template <class T>
Volume<T> withFileValues(const LabelVolume& label, const LabelScheme& scheme) {
    std::vector<T> values;
    values.reserve(label.voxels().size());
    const auto unknown = static_cast<T>(scheme.unknownFileValue());
    for (const std::uint8_t index : label.voxels()) {
        if (index == kUnknownClass) {
            values.push_back(unknown);
            continue;
        }
        if (index >= scheme.classes.size()) {
            throw Error(ErrorCode::Corrupt, "The label has a class that the project does not have; predict again.");
        }
        values.push_back(static_cast<T>(scheme.classes[index].fileValue));
    }
    return {label.geometry(), std::move(values)};
}

}  // namespace

void writeSchemeLabel(const LabelVolume& label, const LabelScheme& scheme, const std::filesystem::path& file) {
    const bool fitsBytes = std::ranges::all_of(
        scheme.classes, [](const LabelClass& one) { return one.fileValue >= 0 && one.fileValue <= 255; });
    makeFolder(file.parent_path());
    if (fitsBytes) {
        writeLabel(withFileValues<std::uint8_t>(label, scheme), file);
    } else {
        writeLabel(withFileValues<std::int32_t>(label, scheme), file);
    }
}

}  // namespace tandem
