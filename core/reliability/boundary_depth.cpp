#include "core/reliability/boundary_depth.h"

#include "core/metrics/distance_map.h"
#include "core/volume/unknown_class.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tandem {
BoundaryDepth::BoundaryDepth(LabelVolume label, std::int64_t measuredVoxels)
    : m_label(std::move(label)), m_measuredVoxels(measuredVoxels) {
    const Geometry& grid = m_label.geometry();
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double voxels = std::ceil(kDepthMm / grid.spacingMm[axis]);
        m_margin[axis] = static_cast<std::int64_t>(std::min(voxels, static_cast<double>(grid.size[axis])));
    }
    const auto voxels = m_label.voxels();
    const auto isStructure = [&](std::size_t at) { return voxels[at] != 0 && voxels[at] != kUnknownClass; };
    if (const auto box = boundingBox(grid.size, isStructure)) {
        m_box = box->grownWithin(grid.size, m_margin);
    }
}

std::vector<float> BoundaryDepth::ofSlices(std::int64_t first, std::int64_t count) {
    const Index3& size = m_label.geometry().size;
    std::vector<float> depth(static_cast<std::size_t>(size[0] * size[1] * count), static_cast<float>(kDepthMm));
    const std::int64_t from = m_box ? std::max(first, m_box->first[2]) : 0;
    const std::int64_t to = m_box ? std::min(first + count, m_box->first[2] + m_box->size[2]) : 0;
    if (from >= to) {
        return depth;
    }
    if (!m_measured.holds(from, to)) {
        measure(from, to);
    }
    for (std::int64_t z = from; z < to; ++z) {
        for (std::int64_t y = 0; y < m_box->size[1]; ++y) {
            const auto source = m_measured.mm.begin() + m_box->size[0] * (y + m_box->size[1] * (z - m_measured.first));
            const auto target =
                depth.begin() + m_box->first[0] + size[0] * (m_box->first[1] + y + size[1] * (z - first));
            std::copy_n(source, m_box->size[0], target);
        }
    }
    return depth;
}

void BoundaryDepth::measure(std::int64_t from, std::int64_t to) {
    const std::int64_t ofSlice = m_box->size[0] * m_box->size[1];
    const std::int64_t end = m_box->first[2] + m_box->size[2];
    // Slices beyond the margin cannot be nearer; the cut through a structure there counts as surface, and is as far.
    Box box = *m_box;
    box.first[2] = std::max(from - m_margin[2], m_box->first[2]);
    const std::int64_t roomTo = box.first[2] + m_measuredVoxels / ofSlice;
    const std::int64_t stop = roomTo >= end ? end : std::clamp(roomTo - m_margin[2], to, end);
    box.size[2] = std::min(stop + m_margin[2], end) - box.first[2];
    m_measured = {.first = from, .end = stop, .mm = {}};
    m_measured.mm.assign(static_cast<std::size_t>(ofSlice * (stop - from)), static_cast<float>(kDepthMm));
    const LabelBlock surface = surfaceOf(cutOut(m_label, box));
    if (std::ranges::find(surface.voxels, 1) == surface.voxels.end()) {
        return;
    }
    const std::vector<double> distances = distancesMm(surface);
    const auto source = distances.begin() + ofSlice * (from - box.first[2]);
    std::transform(source, source + ofSlice * (stop - from), m_measured.mm.begin(),
                   [](double mm) { return static_cast<float>(std::min(mm, kDepthMm)); });
}

}  // namespace tandem
