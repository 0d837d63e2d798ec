#include "core/metrics/surface.h"

#include "core/metrics/distance_map.h"
#include "core/metrics/same_grid.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <vector>

namespace tandem {
namespace {

LabelBlock surfaceOfClass(const LabelVolume& labels, const Box& box, std::uint8_t classIndex) {
    LabelBlock block = cutOut(labels, box);
    for (std::uint8_t& voxel : block.voxels) {
        voxel = voxel == classIndex ? 1 : 0;
    }
    return surfaceOf(block);
}

std::vector<double> distancesFrom(const LabelBlock& surface, const LabelBlock& toOther) {
    const std::vector<double> all = distancesMm(toOther);
    std::vector<double> distances;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (surface.voxels[i] != 0) {
            distances.push_back(all[i]);
        }
    }
    return distances;
}

double meanOf(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// As numpy.percentile: linear between the two nearest ranks.
double percentile(std::vector<double> values, double fraction) {
    const double rank = fraction * static_cast<double>(values.size() - 1);
    const double below = std::floor(rank);
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(below);
    std::ranges::nth_element(values, at);
    const auto next = std::min_element(at + 1, values.end());
    return next == values.end() ? *at : std::lerp(*at, *next, rank - below);
}

bool contains(std::span<const std::uint8_t> labels, std::uint8_t classIndex) {
    return std::ranges::find(labels, classIndex) != labels.end();
}

}  // namespace

SurfaceDistances measureSurface(const LabelVolume& prediction, const LabelVolume& reference, std::uint8_t classIndex) {
    requireSameGrid(prediction.geometry(), reference.geometry(), "prediction", "reference");
    const auto p = prediction.voxels();
    const auto r = reference.voxels();
    const auto box =
        boundingBox(reference.geometry().size, [&](std::size_t i) { return p[i] == classIndex || r[i] == classIndex; });
    if (!box) {
        return {.hd95Mm = 0.0, .asdMm = 0.0, .assdMm = 0.0};
    }
    if (!contains(p, classIndex) || !contains(r, classIndex)) {
        return {};
    }
    const LabelBlock predicted = surfaceOfClass(prediction, *box, classIndex);
    const LabelBlock referred = surfaceOfClass(reference, *box, classIndex);
    std::vector<double> there = distancesFrom(predicted, referred);
    const std::vector<double> back = distancesFrom(referred, predicted);

    SurfaceDistances distances;
    distances.asdMm = meanOf(there);
    there.insert(there.end(), back.begin(), back.end());
    distances.assdMm = meanOf(there);
    distances.hd95Mm = percentile(std::move(there), 0.95);
    return distances;
}

}  // namespace tandem
