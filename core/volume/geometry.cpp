#include "core/volume/geometry.h"

#include "core/base/error.h"
#include "core/base/number_text.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tandem {
namespace {

double dot(const Vector3& a, const Vector3& b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

Vector3 column(const Matrix3& matrix, std::size_t axis) {
    return {matrix[0][axis], matrix[1][axis], matrix[2][axis]};
}

std::string sizeText(const Index3& size) {
    return std::to_string(size[0]) + "x" + std::to_string(size[1]) + "x" + std::to_string(size[2]);
}

}  // namespace

Vector3 Geometry::positionMm(const Vector3& index) const noexcept {
    Vector3 position = originMm;
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t axis = 0; axis < 3; ++axis) {
            position[row] += direction[row][axis] * spacingMm[axis] * index[axis];
        }
    }
    return position;
}

Vector3 Geometry::indexOf(const Vector3& positionMm) const noexcept {
    const Vector3 offset{positionMm[0] - originMm[0], positionMm[1] - originMm[1], positionMm[2] - originMm[2]};
    Vector3 index{};
    for (std::size_t axis = 0; axis < 3; ++axis) {  // the inverse of a rotation is its transpose
        index[axis] = dot(column(direction, axis), offset) / spacingMm[axis];
    }
    return index;
}

std::string Geometry::orientation() const {
    constexpr char kPositive[] = "LPS";
    constexpr char kNegative[] = "RAI";
    // Of the six ways to pair axes with patient axes the best fitting, so that no letter pair appears twice even when
    // an axis lies exactly between two.
    std::array<std::size_t, 3> rows{0, 1, 2};
    std::array<std::size_t, 3> best = rows;
    double bestFit = -1;
    do {
        double fit = 0;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            fit += std::abs(direction[rows[axis]][axis]);
        }
        if (fit > bestFit + 1e-9) {
            bestFit = fit;
            best = rows;
        }
    } while (std::ranges::next_permutation(rows).found);
    std::string letters;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        letters += direction[best[axis]][axis] >= 0 ? kPositive[best[axis]] : kNegative[best[axis]];
    }
    return letters;
}

void Geometry::check() const {
    constexpr double kTolerance = 1e-3;
    constexpr double kMostVoxels = 1e15;  // far beyond any memory, and safe to multiply by a voxel's bytes
    for (std::size_t a = 0; a < 3; ++a) {
        if (size[a] <= 0) {
            throw Error(ErrorCode::InvalidInput, "The volume has no voxels along one axis (" + sizeText(size) + ").");
        }
        if (!(spacingMm[a] > 0) || !std::isfinite(spacingMm[a]) || !std::isfinite(originMm[a])) {
            throw Error(ErrorCode::InvalidInput, "The volume's spacing or origin is not a usable number.");
        }
        for (std::size_t b = a; b < 3; ++b) {
            const double product = dot(column(direction, a), column(direction, b));
            if (!(std::abs(product - (a == b ? 1.0 : 0.0)) < kTolerance)) {
                throw Error(ErrorCode::InvalidInput, "The volume's axes are not at right angles (sheared or tilted).");
            }
        }
    }
    if (static_cast<double>(size[0]) * static_cast<double>(size[1]) * static_cast<double>(size[2]) > kMostVoxels) {
        throw Error(ErrorCode::InvalidInput, "The volume is too large to be real (" + sizeText(size) + " voxels).");
    }
}

std::optional<std::string> differenceOf(const Geometry& a, const Geometry& b, const GeometryTolerance& tolerance) {
    if (a.size != b.size) {
        return "sizes differ (" + sizeText(a.size) + " and " + sizeText(b.size) + ")";
    }
    for (std::size_t axis = 0; axis < 3; ++axis) {
        // Written so that a value that is not a number counts as a difference.
        if (!(std::abs(a.spacingMm[axis] - b.spacingMm[axis]) <= tolerance.spacingFraction * a.spacingMm[axis])) {
            return "spacings differ along axis " + std::to_string(axis + 1) + " (" +
                   significantText(a.spacingMm[axis], 6) + " and " + significantText(b.spacingMm[axis], 6) + " mm)";
        }
    }
    const double allowed = tolerance.positionFraction * *std::ranges::min_element(a.spacingMm);
    double farthest = 0;
    for (int corner = 0; corner < 8; ++corner) {
        Vector3 index{};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            index[axis] = ((corner >> axis) & 1) != 0 ? static_cast<double>(a.size[axis] - 1) : 0.0;
        }
        const Vector3 inA = a.positionMm(index);
        const Vector3 inB = b.positionMm(index);
        const Vector3 apart{inA[0] - inB[0], inA[1] - inB[1], inA[2] - inB[2]};
        const double distance = std::sqrt(dot(apart, apart));  // std::hypot may lose a value that is not a number
        farthest = distance <= farthest ? farthest : distance;
    }
    if (!(farthest <= allowed)) {
        return "positions differ by up to " + significantText(farthest, 6) + " mm (origin or direction)";
    }
    return std::nullopt;
}

}  // namespace tandem
