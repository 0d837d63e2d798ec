#include "core/metrics/calibration.h"

#include "core/base/error.h"
#include "core/metrics/distance_map.h"
#include "core/metrics/ranking.h"
#include "core/metrics/same_grid.h"
#include "core/volume/unknown_class.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace tandem {
namespace {

/// Collects voxels one by one into what the metrics of one region need.
class Region {
public:
    explicit Region(int bins) : m_bins(static_cast<std::size_t>(bins)) {}

    void add(bool isRight, double confidence, float uncertainty) {
        const double count = static_cast<double>(m_bins.size());
        const auto above = static_cast<std::size_t>(std::clamp(std::ceil(confidence * count), 1.0, count));
        CalibrationBin& bin = m_bins[above - 1];
        ++bin.voxels;
        bin.meanConfidence += confidence;
        bin.accuracy += isRight ? 1 : 0;
        (isRight ? m_right : m_wrong).push_back(uncertainty);
    }

    [[nodiscard]] bool isEmpty() const noexcept { return m_right.empty() && m_wrong.empty(); }

    [[nodiscard]] ReliabilityMetrics metrics() && {
        ReliabilityMetrics metrics;
        metrics.wrongVoxels = static_cast<std::int64_t>(m_wrong.size());
        metrics.voxels = metrics.wrongVoxels + static_cast<std::int64_t>(m_right.size());
        for (CalibrationBin& bin : m_bins) {
            if (bin.voxels > 0) {
                bin.meanConfidence /= static_cast<double>(bin.voxels);
                bin.accuracy /= static_cast<double>(bin.voxels);
            }
            metrics.expectedCalibrationError += static_cast<double>(bin.voxels) / static_cast<double>(metrics.voxels) *
                                                std::abs(bin.accuracy - bin.meanConfidence);
        }
        metrics.bins = std::move(m_bins);
        Ranking ranking = rankByUncertainty(std::move(m_right), std::move(m_wrong));
        metrics.errorDetectionAuroc = ranking.errorDetectionAuroc;
        metrics.riskCoverage = std::move(ranking.riskCoverage);
        metrics.riskCoverageArea = ranking.riskCoverageArea;
        return metrics;
    }

private:
    std::vector<CalibrationBin> m_bins;
    std::vector<float> m_right;
    std::vector<float> m_wrong;
};

constexpr float kRounding = 1e-3F;  // a sum of float probabilities may pass 1 by a little

void requireUsable(std::span<const float> confidence, std::span<const float> uncertainty) {
    // Written so that a value that is not a number fails.
    if (!std::ranges::all_of(confidence, [](float p) { return p >= -kRounding && p <= 1 + kRounding; })) {
        throw Error(ErrorCode::InvalidInput, "The confidence has values that are not probabilities between 0 and 1.");
    }
    if (!std::ranges::all_of(uncertainty, [](float u) { return std::isfinite(u); })) {
        throw Error(ErrorCode::InvalidInput, "The uncertainty has values that are not finite numbers.");
    }
}

/// The flat indices of all voxels within bandMm of the surface of a structure, in ascending order.
std::vector<std::size_t> voxelsNearBoundary(const LabelVolume& reference, double bandMm) {
    const Geometry& geometry = reference.geometry();
    const auto labels = reference.voxels();
    const auto structures =
        boundingBox(geometry.size, [&](std::size_t i) { return labels[i] != 0 && labels[i] != kUnknownClass; });
    if (!structures) {
        return {};
    }
    Index3 margin{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double voxels = std::max(1.0, std::ceil(bandMm / geometry.spacingMm[axis]));
        margin[axis] = static_cast<std::int64_t>(std::min(voxels, static_cast<double>(geometry.size[axis])));
    }
    const Box box = structures->grownWithin(geometry.size, margin);
    const LabelBlock surface = surfaceOf(cutOut(reference, box));
    if (std::ranges::find(surface.voxels, 1) == surface.voxels.end()) {
        return {};  // all that is known of the structures lies among unknown voxels
    }
    const std::vector<double> distances = distancesMm(surface);
    std::vector<std::size_t> near;
    std::size_t i = 0;
    for (std::int64_t z = 0; z < box.size[2]; ++z) {
        for (std::int64_t y = 0; y < box.size[1]; ++y) {
            const std::int64_t row =
                box.first[0] + geometry.size[0] * (box.first[1] + y + geometry.size[1] * (box.first[2] + z));
            for (std::int64_t x = 0; x < box.size[0]; ++x, ++i) {
                if (distances[i] <= bandMm) {
                    near.push_back(static_cast<std::size_t>(row + x));
                }
            }
        }
    }
    return near;
}

}  // namespace

ReliabilityReport measureReliability(const LabelVolume& prediction, const LabelVolume& reference,
                                     const ImageVolume& confidence, const ImageVolume& uncertainty,
                                     const ReliabilityOptions& options) {
    assert(options.bins > 0 && options.bandMm >= 0);
    requireSameGrid(reference.geometry(), prediction.geometry(), "reference", "prediction");
    requireSameGrid(reference.geometry(), confidence.geometry(), "reference", "confidence");
    requireSameGrid(reference.geometry(), uncertainty.geometry(), "reference", "uncertainty");
    requireUsable(confidence.voxels(), uncertainty.voxels());
    const auto addTo = [p = prediction.voxels(), r = reference.voxels(), c = confidence.voxels(),
                        u = uncertainty.voxels()](Region& region, std::size_t i) {
        if (r[i] != kUnknownClass) {
            region.add(p[i] == r[i], std::clamp(static_cast<double>(c[i]), 0.0, 1.0), u[i]);
        }
    };
    ReliabilityReport report;
    Region whole(options.bins);
    for (std::size_t i = 0; i < reference.voxels().size(); ++i) {
        addTo(whole, i);
    }
    if (whole.isEmpty()) {
        throw Error(ErrorCode::InvalidInput, "The reference knows the class of no voxel, so it judges nothing.");
    }
    report.wholeVolume = std::move(whole).metrics();
    Region band(options.bins);
    for (const std::size_t i : voxelsNearBoundary(reference, options.bandMm)) {
        addTo(band, i);
    }
    if (!band.isEmpty()) {
        report.boundaryBand = std::move(band).metrics();
    }
    return report;
}

}  // namespace tandem
