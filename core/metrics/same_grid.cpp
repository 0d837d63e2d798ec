#include "core/metrics/same_grid.h"

#include "core/base/error.h"

namespace tandem {

void requireSameGrid(const Geometry& a, const Geometry& b, const std::string& nameOfA, const std::string& nameOfB) {
    if (a.voxelCount() == 0 || b.voxelCount() == 0) {
        throw Error(ErrorCode::InvalidInput,
                    "The " + nameOfA + " and the " + nameOfB + " cannot be compared: one has no voxels.");
    }
    if (const auto difference = differenceOf(a, b)) {
        throw Error(ErrorCode::InvalidInput,
                    "The " + nameOfA + " and the " + nameOfB + " cannot be compared: their " + *difference + ".");
    }
}

}  // namespace tandem
