#include "ui/inspect/doubtful_regions.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>

namespace tandem {
namespace {

constexpr float kLeastForeground = 0.05F;
constexpr float kNotCounted = 2;  // above every reliability

std::optional<ImageVolume> scalarOf(const InspectedCase& inspected, const QString& id) {
    const SliceLayer* const layer = inspected.layer(id);
    return layer == nullptr ? std::nullopt : std::optional(std::get<ImageVolume>(layer->voxels));
}

/// By voxel; kNotCounted where no structure can be. Empty without maps.
std::vector<float> reliabilities(const InspectedCase& inspected) {
    const auto a = scalarOf(inspected, "reliability-a");
    const auto b = scalarOf(inspected, "reliability-b");
    const auto backgroundA = scalarOf(inspected, "probability-a-0");
    const auto backgroundB = scalarOf(inspected, "probability-b-0");
    const SliceLayer* const disagreement = inspected.layer("disagreement");
    if (!a || !b || !backgroundA || !backgroundB || disagreement == nullptr) {
        return {};
    }
    const auto differs = std::get<LabelVolume>(disagreement->voxels).voxels();
    std::vector<float> result(differs.size(), kNotCounted);
    for (std::size_t at = 0; at < result.size(); ++at) {
        const float background = std::min(backgroundA->voxels()[at], backgroundB->voxels()[at]);
        if (1 - background >= kLeastForeground) {
            result[at] = differs[at] != 0 ? 0 : std::min(a->voxels()[at], b->voxels()[at]);
        }
    }
    return result;
}

class Search {
public:
    Search(const InspectedCase& inspected, std::vector<float> reliability, double threshold)
        : m_grid(inspected.image.geometry()),
          m_reliability(std::move(reliability)),
          m_threshold(static_cast<float>(threshold)) {
        if (const SliceLayer* const label = inspected.layer("label")) {
            m_label = std::get<LabelVolume>(label->voxels);
        }
    }

    [[nodiscard]] std::int64_t count() const { return static_cast<std::int64_t>(m_reliability.size()); }
    [[nodiscard]] bool isDoubtful(std::int64_t at) const {
        return m_reliability[static_cast<std::size_t>(at)] < m_threshold;
    }

    /// The region of a doubtful voxel, whose voxels are not doubtful any more afterwards.
    DoubtfulRegion take(std::int64_t seed) {
        DoubtfulRegion region;
        std::array<std::int64_t, 256> classes{};
        double sum = 0;
        Index3 places{};
        m_taken.clear();
        m_open.assign({seed});
        m_values.assign({m_reliability[static_cast<std::size_t>(seed)]});
        m_reliability[static_cast<std::size_t>(seed)] = kNotCounted;
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
            if (!m_label.isEmpty()) {
                ++classes[m_label.voxels()[static_cast<std::size_t>(at)]];
            }
            openNeighbours(at);
        }
        region.voxels = static_cast<std::int64_t>(m_taken.size());
        region.centre = nearestTaken(places);
        region.volumeMm3 = static_cast<double>(region.voxels) * m_grid.voxelVolumeMm3();
        region.unreliability = static_cast<double>(region.voxels) - sum;
        region.meanReliability = sum / static_cast<double>(region.voxels);
        region.predictedClass = static_cast<int>(std::ranges::max_element(classes) - classes.begin());
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
            float& value = m_reliability[static_cast<std::size_t>(at)];
            m_open.push_back(at);
            m_values.push_back(value);
            value = kNotCounted;
        }
    }

    Geometry m_grid;
    std::vector<float> m_reliability;
    float m_threshold;
    LabelVolume m_label;
    std::vector<std::int64_t> m_open;
    std::vector<float> m_values;        ///< reliabilities of m_open
    std::vector<std::int64_t> m_taken;  ///< the voxels of the region
};

}  // namespace

std::vector<DoubtfulRegion> findDoubtfulRegions(const InspectedCase& inspected, const DoubtSettings& settings,
                                                const std::stop_token& stop) {
    std::vector<DoubtfulRegion> regions;
    Search search(inspected, reliabilities(inspected), settings.threshold);
    for (std::int64_t at = 0; at < search.count(); ++at) {
        if (search.isDoubtful(at)) {
            throwIfStopped(stop);
            DoubtfulRegion region = search.take(at);
            if (region.voxels >= settings.leastVoxels) {
                regions.push_back(region);
            }
        }
    }
    std::ranges::stable_sort(regions, std::greater{}, &DoubtfulRegion::unreliability);
    return regions;
}

}  // namespace tandem
