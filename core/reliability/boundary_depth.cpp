#include "core/reliability/boundary_depth.h"

#include "core/metrics/distance_map.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tandem {

BoundaryDepth::BoundaryDepth(LabelVolume label) : m_label(std::move(label)) {
    const Geometry& grid = m_label.geometry();
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double voxels = std::ceil(kDepthMm / grid.spacingMm[axis]);
        m_margin[axis] = static_cast<std::int64_t>(std::min(voxels, static_cast<double>(grid.size[axis])));
    }
    const auto voxels = m_label.voxels();
    if (const auto box = boundingBox(grid.size, [&](std::size_t at) { return voxels[at] != 0; })) {
        m_box = box->grownWithin(grid.size, m_margin);
    }
}

std::vector<float> BoundaryDepth::ofSlices(std::int64_t first, std::int64_t count) const {
    const Index3& size = m_label.geometry().size;
    std::vector<float> depth(static_cast<std::size_t>(size[0] * size[1] * count), static_cast<float>(kDepthMm));
    if (!m_box) {
        return depth;
    }
    // Slices beyond the margin cannot be nearer; the cut through a structure there counts as surface, and is as far.
    const std::int64_t from = std::max(first - m_margin[2], m_box->first[2]);
    const std::int64_t to = std::min(first + count + m_margin[2], m_box->first[2] + m_box->size[2]);
    if (from >= to) {
        return depth;
    }
    Box box = *m_box;
    box.first[2] = from;
    box.size[2] = to - from;
    const LabelBlock surface = surfaceOf(cutOut(m_label, box));
    if (std::ranges::find(surface.voxels, 1) == surface.voxels.end()) {
        return depth;
    }
    const std::vector<double> distances = distancesMm(surface);
    for (std::int64_t z = std::max(first, from); z < std::min(first + count, to); ++z) {
        for (std::int64_t y = 0; y < box.size[1]; ++y) {
            const auto source = distances.begin() + box.size[0] * (y + box.size[1] * (z - from));
            const auto target = depth.begin() + box.first[0] + size[0] * (box.first[1] + y + size[1] * (z - first));
            std::transform(source, source + box.size[0], target,
                           [](double mm) { return static_cast<float>(std::min(mm, kDepthMm)); });
        }
    }
    return depth;
}

}  // namespace tandem
