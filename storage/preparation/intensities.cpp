#include "storage/preparation/intensities.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace tandem {
namespace {

struct MeanAndDeviation {
    double mean = 0;
    double deviation = 0;  ///< of the population; 0 where the voxels that count are constant, or none does
};

/// isCounted(i) tells whether voxel i takes part.
template <class IsCounted>
MeanAndDeviation momentsWhere(std::span<const float> voxels, const IsCounted& isCounted) {
    double sum = 0;
    std::size_t count = 0;
    bool isConstant = true;
    std::size_t firstCounted = 0;
    for (std::size_t i = 0; i < voxels.size(); ++i) {
        if (isCounted(i)) {
            firstCounted = count == 0 ? i : firstCounted;
            isConstant = isConstant && voxels[i] == voxels[firstCounted];
            sum += voxels[i];
            ++count;
        }
    }
    if (isConstant) {
        return {};
    }
    const double mean = sum / static_cast<double>(count);
    double squares = 0;  // in a second pass: the difference of large sums would lose the digits that matter
    for (std::size_t i = 0; i < voxels.size(); ++i) {
        if (isCounted(i)) {
            squares += (voxels[i] - mean) * (voxels[i] - mean);
        }
    }
    return {.mean = mean, .deviation = std::sqrt(squares / static_cast<double>(count))};
}

/// isKept(i) tells which voxels are shifted and scaled; the others become 0, and all of them without a deviation.
template <class IsKept>
bool scale(std::span<float> voxels, const MeanAndDeviation& by, const IsKept& isKept) {
    if (by.deviation == 0) {
        std::ranges::fill(voxels, 0.0F);
        return false;
    }
    for (std::size_t i = 0; i < voxels.size(); ++i) {
        voxels[i] = isKept(i) ? static_cast<float>((voxels[i] - by.mean) / by.deviation) : 0.0F;
    }
    return true;
}

bool isAny(std::size_t /*voxel*/) {
    return true;
}

}  // namespace

void clipTo(std::span<float> voxels, double low, double high) {
    const auto lowest = static_cast<float>(low);
    const auto highest = static_cast<float>(high);
    for (float& voxel : voxels) {
        voxel = std::clamp(voxel, lowest, highest);
    }
}

void clipAtPercentile(std::span<float> voxels, double percentile) {
    if (voxels.empty()) {
        return;
    }
    std::vector<float> sorted(voxels.begin(), voxels.end());
    const auto count = static_cast<double>(sorted.size());
    constexpr double kRounding = 1e-6;  // of a voxel: 99.9 is not 99.9 in binary
    const double wanted = std::ceil(percentile * count / 100.0 - kRounding);
    const auto place = sorted.begin() + static_cast<std::ptrdiff_t>(std::clamp(wanted, 1.0, count)) - 1;
    std::ranges::nth_element(sorted, place);
    const float highest = *place;
    for (float& voxel : voxels) {
        voxel = std::min(voxel, highest);
    }
}

bool areNormalised(std::span<const float> voxels) {
    constexpr double kMostMean = 2;
    constexpr double kLeastDeviation = 0.1;
    constexpr double kMostDeviation = 10;
    const bool hasNegative = std::ranges::any_of(voxels, [](float value) { return value < 0; });
    const bool hasFractions = std::ranges::any_of(voxels, [](float value) { return value != std::trunc(value); });
    if (!hasNegative || !hasFractions) {
        return false;
    }
    const MeanAndDeviation moments = momentsWhere(voxels, isAny);
    return std::abs(moments.mean) <= kMostMean && moments.deviation >= kLeastDeviation &&
           moments.deviation <= kMostDeviation;
}

bool normalise(std::span<float> voxels) {
    return scale(voxels, momentsWhere(voxels, isAny), isAny);
}

bool normaliseWithin(std::span<float> voxels, std::span<const std::uint8_t> mask) {
    const auto isInside = [mask](std::size_t i) { return mask[i] != 0; };
    return scale(voxels, momentsWhere(voxels, isInside), isInside);
}

bool normaliseByPositive(std::span<float> voxels) {
    return scale(voxels, momentsWhere(voxels, [voxels](std::size_t i) { return voxels[i] > 0; }), isAny);
}

}  // namespace tandem
