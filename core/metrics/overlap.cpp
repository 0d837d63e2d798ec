#include "core/metrics/overlap.h"

#include "core/base/error.h"
#include "core/metrics/same_grid.h"
#include "core/volume/unknown_class.h"

#include <array>
#include <cassert>
#include <span>
#include <string>

namespace tandem {
namespace {

using Counts = std::array<std::int64_t, 256>;

void requireClassIndices(const Counts& counts, int classes, const std::string& name) {
    for (std::size_t value = static_cast<std::size_t>(classes); value < counts.size(); ++value) {
        if (counts[value] > 0) {
            throw Error(ErrorCode::InvalidInput, "The " + name + " holds the class " + std::to_string(value) +
                                                     ", but there are only " + std::to_string(classes) +
                                                     " classes, counted from 0.");
        }
    }
}

Overlap overlapFrom(std::int64_t prediction, std::int64_t reference, std::int64_t both, double voxelMl) {
    Overlap overlap;
    if (prediction + reference > 0) {
        overlap.dice = 2.0 * static_cast<double>(both) / static_cast<double>(prediction + reference);
        overlap.jaccard = static_cast<double>(both) / static_cast<double>(prediction + reference - both);
    }
    overlap.predictionMl = static_cast<double>(prediction) * voxelMl;
    overlap.referenceMl = static_cast<double>(reference) * voxelMl;
    return overlap;
}

}  // namespace

std::vector<Overlap> measureOverlap(const LabelVolume& prediction, const LabelVolume& reference, int classes) {
    assert(classes >= 1 && classes <= 255);
    requireSameGrid(prediction.geometry(), reference.geometry(), "prediction", "reference");
    Counts predicted{};
    Counts referred{};
    Counts both{};
    const std::span<const std::uint8_t> p = prediction.voxels();
    const std::span<const std::uint8_t> r = reference.voxels();
    std::int64_t unknown = 0;
    for (std::size_t i = 0; i < p.size(); ++i) {
        if (r[i] == kUnknownClass) {
            ++unknown;
            continue;
        }
        ++predicted[p[i]];
        ++referred[r[i]];
        both[p[i]] += p[i] == r[i] ? 1 : 0;
    }
    if (unknown == reference.geometry().voxelCount()) {
        throw Error(ErrorCode::InvalidInput, "The reference knows the class of no voxel, so it judges nothing.");
    }
    requireClassIndices(predicted, classes, "prediction");
    requireClassIndices(referred, classes, "reference");

    constexpr double kMm3PerMl = 1000;
    const double voxelMl = reference.geometry().voxelVolumeMm3() / kMm3PerMl;
    std::vector<Overlap> overlaps;
    for (std::size_t c = 0; c < static_cast<std::size_t>(classes); ++c) {
        overlaps.push_back(overlapFrom(predicted[c], referred[c], both[c], voxelMl));
    }
    return overlaps;
}

double meanDice(const LabelVolume& prediction, const LabelVolume& reference, int classes) {
    const std::vector<Overlap> overlaps = measureOverlap(prediction, reference, classes);
    double sum = 0;
    for (std::size_t index = 1; index < overlaps.size(); ++index) {
        sum += overlaps[index].dice;
    }
    return sum / static_cast<double>(overlaps.size() - 1);
}

}  // namespace tandem
