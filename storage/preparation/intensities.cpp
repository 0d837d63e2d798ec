#include "storage/preparation/intensities.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace tandem {
namespace {

/// isCounted(i) tells whether voxel i takes part.
template <class IsCounted>
bool normaliseWhere(std::span<float> voxels, const IsCounted& isCounted) {
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
        std::ranges::fill(voxels, 0.0F);
        return false;
    }
    const double mean = sum / static_cast<double>(count);
    double squares = 0;  // in a second pass: the difference of large sums would lose the digits that matter
    for (std::size_t i = 0; i < voxels.size(); ++i) {
        if (isCounted(i)) {
            squares += (voxels[i] - mean) * (voxels[i] - mean);
        }
    }
    const double deviation = std::sqrt(squares / static_cast<double>(count));
    for (std::size_t i = 0; i < voxels.size(); ++i) {
        voxels[i] = isCounted(i) ? static_cast<float>((voxels[i] - mean) / deviation) : 0.0F;
    }
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

bool normalise(std::span<float> voxels) {
    return normaliseWhere(voxels, [](std::size_t) { return true; });
}

bool normaliseWithin(std::span<float> voxels, std::span<const std::uint8_t> mask) {
    return normaliseWhere(voxels, [mask](std::size_t i) { return mask[i] != 0; });
}

}  // namespace tandem
