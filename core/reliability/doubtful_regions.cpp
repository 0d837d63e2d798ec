#include "core/reliability/doubtful_regions.h"

#include "core/base/error.h"
#include "core/metrics/same_grid.h"
#include "core/reliability/trust_threshold.h"
#include "core/volume/box_grid.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace tandem {
namespace {

/// Walks over doubtful voxels, each once.
class Search {
public:
    Search(const ImageVolume& trust, const DoubtSettings& settings)
        : m_grid(trust.geometry()),
          m_trust(trust),
          m_threshold(settings.threshold),
          m_boxes(m_grid, settings.extentMm),
          m_isTaken(trust.voxels().size()) {}

    [[nodiscard]] std::int64_t count() const { return static_cast<std::int64_t>(m_isTaken.size()); }
    [[nodiscard]] float trust(std::int64_t at) const { return m_trust.voxels()[static_cast<std::size_t>(at)]; }
    /// Doubtful, and of no region that was taken.
    [[nodiscard]] bool isOpen(std::int64_t at) const {
        return isDoubtful(trust(at), m_threshold) && !m_isTaken[static_cast<std::size_t>(at)];
    }

    /// The voxels of the region of an open one, in no order. Until the next call.
    [[nodiscard]] const std::vector<std::int64_t>& take(std::int64_t seed) {
        m_isTaken[static_cast<std::size_t>(seed)] = true;
        m_region.assign({seed});
        for (std::size_t next = 0; next < m_region.size(); ++next) {
            takeNeighbours(m_region[next]);
        }
        return m_region;
    }

    [[nodiscard]] Index3 voxelOf(std::int64_t at) const {
        const Index3& size = m_grid.size;
        return {at % size[0], at / size[0] % size[1], at / (size[0] * size[1])};
    }

private:
    void takeNeighbours(std::int64_t at) {
        const Index3 voxel = voxelOf(at);
        const Index3 steps{1, m_grid.size[0], m_grid.size[0] * m_grid.size[1]};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            if (!m_boxes.beginsAt(axis, voxel[axis])) {
                takeIfOpen(at - steps[axis]);
            }
            if (voxel[axis] + 1 < m_grid.size[axis] && !m_boxes.beginsAt(axis, voxel[axis] + 1)) {
                takeIfOpen(at + steps[axis]);
            }
        }
    }

    void takeIfOpen(std::int64_t at) {
        if (isOpen(at)) {
            m_isTaken[static_cast<std::size_t>(at)] = true;
            m_region.push_back(at);
        }
    }

    const Geometry& m_grid;
    const ImageVolume& m_trust;
    double m_threshold;
    BoxGrid m_boxes;
    std::vector<bool> m_isTaken;
    std::vector<std::int64_t> m_region;
};

/// Of a region's voxels the one nearest to its centroid, given the sums of their indices.
Index3 nearestTo(const Index3& sums, const std::vector<std::int64_t>& voxels, const Search& search,
                 const Vector3& spacingMm) {
    const auto count = static_cast<double>(voxels.size());
    const auto distance = [&](std::int64_t at) {
        const Index3 voxel = search.voxelOf(at);
        double squared = 0;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const double apart = static_cast<double>(voxel[axis]) - static_cast<double>(sums[axis]) / count;
            squared += apart * apart * spacingMm[axis] * spacingMm[axis];
        }
        return std::pair(squared, at);  // the first of equals
    };
    return search.voxelOf(*std::ranges::min_element(voxels, {}, distance));
}

DoubtfulRegion regionOf(const std::vector<std::int64_t>& voxels, const Search& search, const LabelVolume& label) {
    DoubtfulRegion region;
    std::array<std::int64_t, 256> classes{};
    double sum = 0;
    Index3 places{};
    for (const std::int64_t at : voxels) {
        sum += static_cast<double>(search.trust(at));
        const Index3 voxel = search.voxelOf(at);
        for (std::size_t axis = 0; axis < 3; ++axis) {
            places[axis] += voxel[axis];
        }
        ++classes[label.voxels()[static_cast<std::size_t>(at)]];
    }
    region.voxels = static_cast<std::int64_t>(voxels.size());
    region.centre = nearestTo(places, voxels, search, label.geometry().spacingMm);
    region.volumeMm3 = static_cast<double>(region.voxels) * label.geometry().voxelVolumeMm3();
    region.expectedErrors = static_cast<double>(region.voxels) - sum;
    region.meanTrust = sum / static_cast<double>(region.voxels);
    region.labelClass = static_cast<int>(std::ranges::max_element(classes) - classes.begin());
    return region;
}

}  // namespace

std::vector<DoubtfulRegion> findDoubtfulRegions(const ImageVolume& trust, const LabelVolume& label,
                                                const DoubtSettings& settings, const std::stop_token& stop) {
    requireSameGrid(label.geometry(), trust.geometry(), "label", "trust");
    std::vector<DoubtfulRegion> regions;
    Search search(trust, settings);
    for (std::int64_t at = 0; at < search.count(); ++at) {
        if (search.isOpen(at)) {
            throwIfStopped(stop);
            const DoubtfulRegion region = regionOf(search.take(at), search, label);
            if (region.voxels >= settings.leastVoxels) {
                regions.push_back(region);
            }
        }
    }
    std::ranges::stable_sort(regions, std::greater{}, &DoubtfulRegion::expectedErrors);
    return regions;
}

VoxelRuns voxelsOfRegion(const ImageVolume& trust, const Index3& centre, const DoubtSettings& settings) {
    const Index3& size = trust.geometry().size;
    const std::int64_t at = centre[0] + size[0] * (centre[1] + size[1] * centre[2]);
    Search search(trust, settings);
    return search.isOpen(at) ? runsOf(search.take(at), size[0]) : VoxelRuns{};
}

}  // namespace tandem
