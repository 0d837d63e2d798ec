#include "storage/preparation/class_volumes.h"

#include "core/base/number_text.h"
#include "core/volume/unknown_class.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <format>
#include <limits>

namespace tandem {
namespace {

constexpr std::size_t kValues = std::numeric_limits<std::uint8_t>::max() + 1;
using Counts = std::array<std::int64_t, kValues>;

Counts countsOf(std::span<const std::uint8_t> voxels) {
    Counts counts{};
    for (const std::uint8_t value : voxels) {
        ++counts[value];
    }
    return counts;
}

/// What lets more of a structure survive: where the voxels are as large as before, only a crop can have cut it.
std::string remedyFor(const Geometry& before, const Geometry& after) {
    constexpr double kSame = 1e-3;
    const bool isSameVoxel = std::abs(after.voxelVolumeMm3() / before.voxelVolumeMm3() - 1) < kSame;
    return isSameVoxel ? "a wider crop keeps more of it" : "a finer spacing keeps more of it";
}

}  // namespace

std::vector<std::string> volumeNotices(const LabelVolume& before, std::span<const std::uint8_t> after,
                                       const Geometry& geometryAfter, const LabelScheme& scheme) {
    constexpr double kWorthTelling = 0.05;
    const Counts voxelsBefore = countsOf(before.voxels());
    const Counts voxelsAfter = countsOf(after);
    const std::string least = voxelsBefore[kUnknownClass] > 0 ? "at least " : "";
    std::vector<std::string> notices;
    for (std::size_t index = 1; index < scheme.classes.size() && index < kValues; ++index) {
        const double was = static_cast<double>(voxelsBefore[index]) * before.geometry().voxelVolumeMm3();
        const double is = static_cast<double>(voxelsAfter[index]) * geometryAfter.voxelVolumeMm3();
        const std::string& name = scheme.classes[index].name;
        const std::string remedy = remedyFor(before.geometry(), geometryAfter);
        if (voxelsBefore[index] > 0 && voxelsAfter[index] == 0) {
            notices.push_back(std::format("Preparation leaves nothing of the class \"{}\", which had {}{} voxels; {}.",
                                          name, least, voxelsBefore[index], remedy));
        } else if (std::abs(is - was) > kWorthTelling * was) {
            notices.push_back(std::format(
                "Preparation changes the class \"{}\" by {:+.0f} %, from {}{} to {}{} mm³; "
                "{}.",
                name, 100 * (is - was) / was, least, significantText(was, 4), least, significantText(is, 4), remedy));
        }
    }
    return notices;
}

}  // namespace tandem
