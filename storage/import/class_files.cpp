#include "storage/import/class_files.h"

#include "core/base/error.h"
#include "core/volume/lattice.h"
#include "storage/image/image_reader.h"
#include "storage/import/name_text.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace tandem {
namespace {

std::optional<std::int32_t> valueOf(const ClassFile& file, const LabelScheme& scheme) {
    const std::string name = joinedWords(file.name);
    const auto found = std::find_if(scheme.classes.begin() + 1, scheme.classes.end(),
                                    [&](const LabelClass& one) { return joinedWords(one.name) == name; });
    return found == scheme.classes.end() ? std::nullopt : std::optional(found->fileValue);
}

std::string nameOf(std::int32_t value, const LabelScheme& scheme) {
    return scheme.classes.at(static_cast<std::size_t>(scheme.indexOfFileValue(value))).name;
}

Finding overlapFinding(std::int64_t voxels, const std::set<std::pair<std::int32_t, std::int32_t>>& pairs,
                       const LabelScheme& scheme) {
    const auto& [before, after] = *pairs.begin();
    return {FindingSeverity::Warning,
            std::to_string(voxels) + (voxels == 1 ? " voxel belongs" : " voxels belong") +
                " to several classes, such as " + nameOf(before, scheme) + " and " + nameOf(after, scheme) +
                "; of two the one counts whose file's name comes later.",
            "Check the files, or import them without the classes that lie within others."};
}

}  // namespace

std::vector<ClassFile> filesOfClasses(const std::vector<ClassFile>& files, const LabelScheme& scheme) {
    std::vector<ClassFile> known;
    std::ranges::copy_if(files, std::back_inserter(known),
                         [&](const ClassFile& file) { return valueOf(file, scheme).has_value(); });
    return known;
}

MergedLabel mergeClassFiles(const std::vector<ClassFile>& files, const LabelScheme& scheme, const Geometry& grid,
                            const std::stop_token& stop) {
    const std::int32_t background = scheme.classes.front().fileValue;
    std::vector<std::int32_t> merged(static_cast<std::size_t>(grid.voxelCount()), background);
    std::int64_t overlaps = 0;
    std::set<std::pair<std::int32_t, std::int32_t>> pairs;
    for (const ClassFile& file : filesOfClasses(files, scheme)) {
        RawLabelVolume mask = readLabel(file.file.path, {.seriesUid = file.file.seriesUid}, stop);
        if (const auto difference = differenceOf(grid, mask.geometry())) {
            if (auto placed = placedOn(grid, mask)) {
                mask = *std::move(placed);
            } else {
                throw Error(ErrorCode::InvalidInput, "The image and the mask " + file.file.path.filename().string() +
                                                         " lie on different grids: " + *difference + ".");
            }
        }
        const std::int32_t value = *valueOf(file, scheme);
        const auto voxels = mask.voxels();
        for (std::size_t i = 0; i < voxels.size(); ++i) {
            if (voxels[i] == 0) {
                continue;
            }
            if (merged[i] != background && merged[i] != value) {
                ++overlaps;
                pairs.emplace(merged[i], value);
            }
            merged[i] = value;
        }
    }
    MergedLabel result{.label = RawLabelVolume(grid, std::move(merged))};
    if (overlaps > 0) {
        result.findings.push_back(overlapFinding(overlaps, pairs, scheme));
    }
    return result;
}

}  // namespace tandem
