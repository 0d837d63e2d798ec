#include "storage/import/label_likeness.h"

#include "core/base/error.h"
#include "storage/image/image_reader.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace tandem {
namespace {

/// How alike two paths are: letters that both begin with.
std::size_t commonBeginning(const std::string& one, const std::string& other) {
    return static_cast<std::size_t>(std::ranges::mismatch(one, other).in1 - one.begin());
}

bool liesOn(const PlannedFile& image, const Geometry& grid, const ImportOptions& options) {
    try {
        const ImageHeader header =
            readHeader(image.path, {.spacingMm = options.spacingMm, .seriesUid = image.seriesUid});
        return !differenceOf(grid, header.geometry);
    } catch (const Error&) {
        return false;  // what is wrong with it is told with its own case
    }
}

/// Cases beside the given one, those whose files are called most like its own first.
std::vector<const PlannedCase*> siblings(const ImportPlan& plan, std::size_t index) {
    constexpr std::size_t kMostLooks = 16;
    const std::string path = plan.cases[index].images.front().path.string();
    std::vector<std::pair<std::size_t, const PlannedCase*>> ranked;
    for (std::size_t i = 0; i < plan.cases.size(); ++i) {
        if (i != index) {
            ranked.emplace_back(commonBeginning(path, plan.cases[i].images.front().path.string()), &plan.cases[i]);
        }
    }
    std::ranges::stable_sort(ranked, std::greater(), [](const auto& one) { return one.first; });
    std::vector<const PlannedCase*> nearest;
    for (const auto& [likeness, one] : ranked) {
        if (nearest.size() < kMostLooks) {
            nearest.push_back(one);
        }
    }
    return nearest;
}

}  // namespace

std::set<std::int32_t> fewWholeValues(const ImageVolume& image) {
    constexpr std::size_t kMostValues = 24;
    constexpr float kLargest = 4096;
    std::set<std::int32_t> values;
    float before = std::nanf("");
    for (const float voxel : image.voxels()) {
        if (voxel == before) {
            continue;  // neighbours mostly share their value
        }
        before = voxel;
        if (voxel < 0 || voxel > kLargest || voxel != std::floor(voxel)) {
            return {};
        }
        values.insert(static_cast<std::int32_t>(voxel));
        if (values.size() > kMostValues) {
            return {};
        }
    }
    return values.size() > 1 ? values : std::set<std::int32_t>();
}

std::optional<Finding> labelSuspicion(const ImportPlan& plan, std::size_t index, const Geometry& grid,
                                      const std::set<std::int32_t>& values, const ImportOptions& options) {
    const PlannedCase& suspected = plan.cases[index];
    if (values.empty() || suspected.label || suspected.images.size() != 1) {
        return std::nullopt;
    }
    const std::vector<const PlannedCase*> near = siblings(plan, index);
    const auto sibling =
        std::ranges::find_if(near, [&](const PlannedCase* one) { return liesOn(one->images.front(), grid, options); });
    if (sibling == near.end()) {
        return std::nullopt;
    }
    std::string text;
    for (const std::int32_t value : values) {
        text += (text.empty() ? "" : ", ") + std::to_string(value);
    }
    return Finding{FindingSeverity::Warning,
                   "Case \"" + suspected.name + "\": " + suspected.images.front().path.filename().string() +
                       " has only the values " + text + " and lies on the grid of \"" + (*sibling)->name +
                       "\", so it is probably a label and no image.",
                   "Say that it is a label, in the preview or by a pattern for the names of labels, or leave it out."};
}

}  // namespace tandem
