#include "core/reliability/doubtful_regions.h"

#include "core/base/error.h"
#include "core/metrics/same_grid.h"
#include "core/reliability/trust_threshold.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace tandem {
namespace {

constexpr float kTaken = 2;  // above every trust

class Search {
public:
    Search(const ImageVolume& trust, LabelVolume label, double threshold)
        : m_grid(trust.geometry()),
          m_trust(trust.voxels().begin(), trust.voxels().end()),
          m_threshold(threshold),
          m_label(std::move(label)) {}

    [[nodiscard]] std::int64_t count() const { return static_cast<std::int64_t>(m_trust.size()); }
    [[nodiscard]] bool isDoubtful(std::int64_t at) const {
        return tandem::isDoubtful(m_trust[static_cast<std::size_t>(at)], m_threshold);
    }

    /// The region of a doubtful voxel, whose voxels are not doubtful any more afterwards.
    DoubtfulRegion take(std::int64_t seed) {
        DoubtfulRegion region;
        std::array<std::int64_t, 256> classes{};
        double sum = 0;
        Index3 places{};
        m_taken.clear();
        m_open.assign({seed});
        m_values.assign({m_trust[static_cast<std::size_t>(seed)]});
        m_trust[static_cast<std::size_t>(seed)] = kTaken;
        while (!m_open.empty()) {
            const std::int64_t at = m_open.back();
            sum += static_cast<double>(m_values.back());
            m_open.pop_back();
            m_values.pop_back();
            m_taken.push_back(at);
            const Index3 voxel = voxelOf(at);
            for (std::size_t axis = 0; axis < 3; ++axis) {
                places[axis] += voxel[axis];
            }
            ++classes[m_label.voxels()[static_cast<std::size_t>(at)]];
            openNeighbours(at);
        }
        region.voxels = static_cast<std::int64_t>(m_taken.size());
        region.centre = nearestTaken(places);
        region.volumeMm3 = static_cast<double>(region.voxels) * m_grid.voxelVolumeMm3();
        region.expectedErrors = static_cast<double>(region.voxels) - sum;
        region.meanTrust = sum / static_cast<double>(region.voxels);
        region.labelClass = static_cast<int>(std::ranges::max_element(classes) - classes.begin());
        return region;
    }

private:
    [[nodiscard]] Index3 voxelOf(std::int64_t at) const {
        const Index3& size = m_grid.size;
        return {at % size[0], at / size[0] % size[1], at / (size[0] * size[1])};
    }

    /// To the centroid, given the sums of the voxels' indices.
    [[nodiscard]] Index3 nearestTaken(const Index3& sums) const {
        const auto count = static_cast<double>(m_taken.size());
        const auto distance = [&](std::int64_t at) {
            const Index3 voxel = voxelOf(at);
            double squared = 0;
            for (std::size_t axis = 0; axis < 3; ++axis) {
                const double apart = static_cast<double>(voxel[axis]) - static_cast<double>(sums[axis]) / count;
                squared += apart * apart * m_grid.spacingMm[axis] * m_grid.spacingMm[axis];
            }
            return squared;
        };
        return voxelOf(*std::ranges::min_element(m_taken, {}, distance));
    }

    void openNeighbours(std::int64_t at) {
        const Index3 voxel = voxelOf(at);
        const Index3 steps{1, m_grid.size[0], m_grid.size[0] * m_grid.size[1]};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            if (voxel[axis] > 0) {
                open(at - steps[axis]);
            }
            if (voxel[axis] + 1 < m_grid.size[axis]) {
                open(at + steps[axis]);
            }
        }
    }

    void open(std::int64_t at) {
        if (isDoubtful(at)) {
            float& value = m_trust[static_cast<std::size_t>(at)];
            m_open.push_back(at);
            m_values.push_back(value);
            value = kTaken;
        }
    }

    Geometry m_grid;
    std::vector<float> m_trust;
    double m_threshold;
    LabelVolume m_label;
    std::vector<std::int64_t> m_open;
    std::vector<float> m_values;        ///< trust of m_open
    std::vector<std::int64_t> m_taken;  ///< the voxels of the region
};

}  // namespace

std::vector<DoubtfulRegion> findDoubtfulRegions(const ImageVolume& trust, const LabelVolume& label,
                                                const DoubtSettings& settings, const std::stop_token& stop) {
    requireSameGrid(label.geometry(), trust.geometry(), "label", "trust");
    std::vector<DoubtfulRegion> regions;
    Search search(trust, label, settings.threshold);
    for (std::int64_t at = 0; at < search.count(); ++at) {
        if (search.isDoubtful(at)) {
            throwIfStopped(stop);
            DoubtfulRegion region = search.take(at);
            if (region.voxels >= settings.leastVoxels) {
                regions.push_back(region);
            }
        }
    }
    std::ranges::stable_sort(regions, std::greater{}, &DoubtfulRegion::expectedErrors);
    return regions;
}

}  // namespace tandem
