#include "storage/cases/scheme_label.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/volume/unknown_class.h"
#include "storage/image/image_writer.h"

#include <algorithm>
#include <vector>

namespace tandem {
namespace {

template <class T>
Volume<T> withFileValues(const LabelVolume& label, const LabelScheme& scheme) {
    std::vector<T> values;
    values.reserve(label.voxels().size());
    const FileValues valueOf = fileValuesOf(scheme);
    for (const std::uint8_t index : label.voxels()) {
        if (!valueOf[index]) {
            throw Error(ErrorCode::Corrupt, "The label has a class that the project does not have; predict again.");
        }
        values.push_back(static_cast<T>(*valueOf[index]));
    }
    return {label.geometry(), std::move(values)};
}

}  // namespace

FileValues fileValuesOf(const LabelScheme& scheme) {
    FileValues values;
    for (std::size_t index = 0; index < scheme.classes.size(); ++index) {
        values[index] = scheme.classes[index].fileValue;
    }
    values[kUnknownClass] = scheme.unknownFileValue();
    return values;
}

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
