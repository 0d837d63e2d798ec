#include "core/metrics/surface.h"

#include "core/metrics/distance_map.h"
#include "core/metrics/same_grid.h"
#include "core/volume/unknown_class.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace tandem {
namespace {

/// The surface of the class in one of the label maps, as far as the reference is known.
LabelBlock surfaceOfClass(const LabelVolume& labels, const LabelVolume& reference, const Box& box,
                          std::uint8_t classIndex) {
    LabelBlock block = cutOut(labels, box);
    const LabelBlock known = cutOut(reference, box);
    for (std::size_t i = 0; i < block.voxels.size(); ++i) {
        const auto isOfClass = static_cast<std::uint8_t>(block.voxels[i] == classIndex ? 1 : 0);
        block.voxels[i] = known.voxels[i] == kUnknownClass ? kUnknownClass : isOfClass;
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

bool isEmpty(const LabelBlock& surface) {
    return std::ranges::find(surface.voxels, 1) == surface.voxels.end();
}

}  // namespace

SurfaceDistances measureSurface(const LabelVolume& prediction, const LabelVolume& reference, std::uint8_t classIndex) {
    requireSameGrid(prediction.geometry(), reference.geometry(), "prediction", "reference");
    const auto p = prediction.voxels();
    const auto r = reference.voxels();
    const auto box = boundingBox(reference.geometry().size, [&](std::size_t i) {
        return r[i] != kUnknownClass && (p[i] == classIndex || r[i] == classIndex);
    });
    if (!box) {
        return {.hd95Mm = 0.0, .asdMm = 0.0, .assdMm = 0.0};
    }
    // Outside the block all counts as background, so what is unknown beside it must lie in it.
    const bool isPartial = std::ranges::find(r, kUnknownClass) != r.end();
    const Box around = isPartial ? box->grownWithin(reference.geometry().size, {1, 1, 1}) : *box;
    const LabelBlock predicted = surfaceOfClass(prediction, reference, around, classIndex);
    const LabelBlock referred = surfaceOfClass(reference, reference, around, classIndex);
    if (isEmpty(predicted) || isEmpty(referred)) {
        return {};
    }
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
