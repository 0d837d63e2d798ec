#include "storage/preparation/target_grid.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace tandem {
namespace {

/// 0, 1 or 2 for the patient axis to which a letter belongs.
std::size_t patientAxis(char letter) {
    constexpr std::string_view kLetters = "LPSRAI";
    return kLetters.find(letter) % 3;
}

Vector3 toDoubles(const Index3& index) {
    return {static_cast<double>(index[0]), static_cast<double>(index[1]), static_cast<double>(index[2])};
}

}  // namespace

Geometry reoriented(const Geometry& geometry, std::string_view orientation) {
    const std::string current = geometry.orientation();
    if (orientation == current) {
        return geometry;
    }
    Geometry turned = geometry;
    Index3 firstVoxel{0, 0, 0};  // of the turned grid, in the old one
    for (std::size_t axis = 0; axis < 3; ++axis) {
        std::size_t old = 0;
        while (patientAxis(current[old]) != patientAxis(orientation[axis])) {
            ++old;
        }
        const bool isFlipped = current[old] != orientation[axis];
        turned.size[axis] = geometry.size[old];
        turned.spacingMm[axis] = geometry.spacingMm[old];
        for (std::size_t row = 0; row < 3; ++row) {
            turned.direction[row][axis] = isFlipped ? -geometry.direction[row][old] : geometry.direction[row][old];
        }
        firstVoxel[old] = isFlipped ? geometry.size[old] - 1 : 0;
    }
    turned.originMm = geometry.positionMm(toDoubles(firstVoxel));
    return turned;
}

Geometry resampled(const Geometry& geometry, const Vector3& spacingMm) {
    constexpr double kSameSpacing = 1e-4;
    constexpr double kRounding = 1e-3;  // of a voxel, so that 10 mm at 1 mm are ten voxels however they are computed
    Geometry result = geometry;
    Vector3 firstVoxel{0, 0, 0};  // of the result, as continuous index of the old grid
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double old = geometry.spacingMm[axis];
        const double wanted = spacingMm[axis];
        if (wanted == 0 || std::abs(wanted - old) <= kSameSpacing * old) {
            continue;
        }
        const auto size = static_cast<double>(geometry.size[axis]);
        const double count = std::max(1.0, std::ceil(size * old / wanted - kRounding));
        result.size[axis] = static_cast<std::int64_t>(count);
        result.spacingMm[axis] = wanted;
        firstVoxel[axis] = ((size - 1) * old - (count - 1) * wanted) / 2 / old;
    }
    result.originMm = geometry.positionMm(firstVoxel);
    return result;
}

std::optional<Box> boxBetween(const Geometry& geometry, const Vector3& fromMm, const Vector3& toMm) {
    constexpr double kRounding = 1e-6;  // of a voxel, so that a corner on a centre holds its voxel
    constexpr unsigned kCorners = 8;
    Vector3 low{};
    Vector3 high{};
    for (unsigned corner = 0; corner < kCorners; ++corner) {
        Vector3 place{};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            place[axis] = (corner >> axis & 1U) != 0 ? toMm[axis] : fromMm[axis];
        }
        const Vector3 index = geometry.indexOf(place);
        for (std::size_t axis = 0; axis < 3; ++axis) {
            low[axis] = corner == 0 ? index[axis] : std::min(low[axis], index[axis]);
            high[axis] = corner == 0 ? index[axis] : std::max(high[axis], index[axis]);
        }
    }
    Box box;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const auto last = static_cast<double>(geometry.size[axis] - 1);
        const double first = std::max(std::ceil(low[axis] - kRounding), 0.0);
        const double end = std::min(std::floor(high[axis] + kRounding), last);
        if (first > end) {
            return std::nullopt;
        }
        box.first[axis] = static_cast<std::int64_t>(first);
        box.size[axis] = static_cast<std::int64_t>(end - first) + 1;
    }
    return box;
}

Geometry cropped(const Geometry& geometry, const Box& box) {
    Geometry result = geometry;
    result.size = box.size;
    result.originMm = geometry.positionMm(toDoubles(box.first));
    return result;
}

}  // namespace tandem
