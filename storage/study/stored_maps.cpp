#include "storage/study/stored_maps.h"

#include "core/base/error.h"
#include "storage/image/image_reader.h"
#include "storage/image/image_writer.h"

#include <algorithm>

namespace tandem {

bool isLabelMap(const std::string& mapName) {
    return mapName == "label" || mapName == "selection" || mapName == "disagreement";
}

std::map<std::string, std::string> storeMaps(const std::filesystem::path& folder, const std::vector<NamedMap>& maps,
                                             const PreparedHeader& header) {
    std::map<std::string, std::string> files;
    for (const NamedMap& map : maps) {
        const NamedMap original = restored(map, header);
        const std::string file = map.name + ".nrrd";
        if (const auto* label = std::get_if<LabelVolume>(&original.volume)) {
            writeLabel(*label, folder / file);
        } else {
            writeImage(std::get<ImageVolume>(original.volume), folder / file);
        }
        files[map.name] = file;
    }
    return files;
}

std::uint64_t storedBytesPerVoxel(const std::string& maps, int classes) {
    const std::uint64_t ofEachClass = sizeof(float) * static_cast<std::uint64_t>(classes);
    if (maps == "label") {
        return 1;
    }
    if (maps == "probabilities") {
        return 1 + 3 * ofEachClass;  // of A, B and their mean
    }
    // Label, selection and disagreement; two similarities besides; two uncertainties and two reliabilities.
    return 3 + 5 * ofEachClass + 4 * sizeof(float);
}

LabelVolume loadStoredLabel(const std::filesystem::path& file) {
    const RawLabelVolume raw = readLabel(file);
    const auto values = raw.voxels();
    if (std::ranges::any_of(values, [](std::int32_t value) { return value < 0 || value > 255; })) {
        throw Error(ErrorCode::Corrupt,
                    file.string() + " holds values that no prediction has; predict the case again.");
    }
    return {raw.geometry(), std::vector<std::uint8_t>(values.begin(), values.end())};
}

ImageVolume loadStoredMap(const std::filesystem::path& file) {
    return readImage(file);
}

}  // namespace tandem
