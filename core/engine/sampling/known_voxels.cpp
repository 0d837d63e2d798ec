#include "core/engine/sampling/known_voxels.h"

#include "core/volume/unknown_class.h"

#include <algorithm>
#include <cassert>
#include <span>
#include <utility>

namespace tandem {
namespace {

std::span<const std::uint8_t> sliceOf(const LabelVolume& label, std::int64_t slice) {
    const Index3& size = label.geometry().size;
    const auto voxels = static_cast<std::size_t>(size[0] * size[1]);
    return label.voxels().subspan(static_cast<std::size_t>(slice) * voxels, voxels);
}

}  // namespace

KnownVoxels::KnownVoxels(LabelVolume label, std::vector<std::int64_t> before)
    : m_label(std::move(label)), m_before(std::move(before)) {}

std::optional<KnownVoxels> KnownVoxels::of(LabelVolume label) {
    const Geometry& grid = label.geometry();
    std::vector<std::int64_t> before{0};
    for (std::int64_t slice = 0; slice < grid.size[2]; ++slice) {
        const auto voxels = sliceOf(label, slice);
        before.push_back(before.back() + std::ssize(voxels) - std::ranges::count(voxels, kUnknownClass));
    }
    if (before.back() == 0 || before.back() == grid.voxelCount()) {
        return std::nullopt;
    }
    return KnownVoxels(std::move(label), std::move(before));
}

Index3 KnownVoxels::at(std::int64_t number) const {
    assert(number >= 0 && number < count());
    const std::int64_t slice = std::ranges::upper_bound(m_before, number) - m_before.begin() - 1;
    std::int64_t left = number - m_before[static_cast<std::size_t>(slice)];
    const auto voxels = sliceOf(m_label, slice);
    const auto found =
        std::ranges::find_if(voxels, [&left](std::uint8_t voxel) { return voxel != kUnknownClass && left-- == 0; });
    const std::int64_t place = found - voxels.begin();
    const std::int64_t side = m_label.geometry().size[0];
    return {place % side, place / side, slice};
}

}  // namespace tandem
