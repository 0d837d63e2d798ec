#include "core/reliability/candidate_regions.h"

#include "core/base/error.h"
#include "core/metrics/same_grid.h"
#include "core/reliability/trust_threshold.h"
#include "core/volume/box_grid.h"
#include "core/volume/unknown_class.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace tandem {
namespace {

/// Counts the voxels of one box after the other.
class BoxCount {
public:
    BoxCount(const CandidateMaps& maps, double threshold)
        : m_size(maps.label.geometry().size),
          m_trust(maps.trust.voxels()),
          m_label(maps.label.voxels()),
          m_a(maps.a.voxels()),
          m_b(maps.b.voxels()),
          m_threshold(threshold) {}

    void count(CandidateRegion& region) {
        m_classes = {};
        m_doubtfulClasses = {};
        m_errors = {};
        const Box& box = region.box;
        for (std::int64_t z = box.first[2]; z < box.first[2] + box.size[2]; ++z) {
            for (std::int64_t y = box.first[1]; y < box.first[1] + box.size[1]; ++y) {
                const std::int64_t first = box.first[0] + m_size[0] * (y + m_size[1] * z);
                for (std::int64_t at = first; at < first + box.size[0]; ++at) {
                    add(region, static_cast<std::size_t>(at));
                }
            }
        }
        const auto& classes = region.doubtfulVoxels > 0 ? m_doubtfulClasses : m_classes;
        region.labelClass = static_cast<int>(std::ranges::max_element(classes) - classes.begin());
        for (std::size_t index = 0; index < m_errors.size(); ++index) {
            if (m_errors[index] > 0) {
                region.ofClasses.push_back({static_cast<int>(index), m_errors[index]});
            }
        }
    }

private:
    void add(CandidateRegion& region, std::size_t at) {
        const std::uint8_t label = m_label[at];
        const std::uint8_t a = m_a[at];
        const std::uint8_t b = m_b[at];
        const float trust = m_trust[at];
        ++m_classes[label];
        region.foregroundVoxels += label != 0 && label != kUnknownClass ? 1 : 0;
        region.disagreementVoxels += a != b ? 1 : 0;
        if (!isDoubtful(trust, m_threshold)) {
            return;
        }
        const double doubt = 1 - static_cast<double>(trust);
        ++region.doubtfulVoxels;
        ++m_doubtfulClasses[label];
        region.expectedErrors += doubt;
        m_errors[label] += doubt;
        if (a != label) {
            m_errors[a] += doubt;
        }
        if (b != label && b != a) {
            m_errors[b] += doubt;
        }
    }

    Index3 m_size;
    std::span<const float> m_trust;
    std::span<const std::uint8_t> m_label;
    std::span<const std::uint8_t> m_a;
    std::span<const std::uint8_t> m_b;
    double m_threshold;
    std::array<std::int64_t, 256> m_classes{};
    std::array<std::int64_t, 256> m_doubtfulClasses{};
    std::array<double, 256> m_errors{};  ///< by class
};

}  // namespace

Index3 CandidateRegion::centre() const noexcept {
    if (!regions.empty()) {
        return regions.front().centre;
    }
    Index3 middle;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        middle[axis] = box.first[axis] + box.size[axis] / 2;
    }
    return middle;
}

int CandidateRegion::answersNeeded() const noexcept {
    return std::max(1, static_cast<int>(regions.size()));
}

std::vector<CandidateRegion> findCandidateRegions(std::int64_t caseId, const CandidateMaps& maps,
                                                  const DoubtSettings& settings, const std::stop_token& stop) {
    const Geometry& grid = maps.label.geometry();
    requireSameGrid(grid, maps.a.geometry(), "label", "label of decoder A");
    requireSameGrid(grid, maps.b.geometry(), "label", "label of decoder B");
    std::vector<DoubtfulRegion> doubtful = findDoubtfulRegions(maps.trust, maps.label, settings, stop);
    const BoxGrid boxes(grid, settings.extentMm);
    BoxCount count(maps, settings.threshold);
    std::vector<CandidateRegion> candidates(static_cast<std::size_t>(boxes.count()));
    for (std::int64_t number = 0; number < boxes.count(); ++number) {
        throwIfStopped(stop);
        CandidateRegion& candidate = candidates[static_cast<std::size_t>(number)];
        candidate.caseId = caseId;
        candidate.number = number;
        candidate.box = boxes.box(number);
        candidate.volumeMm3 = static_cast<double>(candidate.box.voxelCount()) * grid.voxelVolumeMm3();
        count.count(candidate);
    }
    for (DoubtfulRegion& region : doubtful) {  // the worst first, of a box as of the case
        candidates[static_cast<std::size_t>(boxes.numberAt(region.centre))].regions.push_back(std::move(region));
    }
    return candidates;
}

}  // namespace tandem
