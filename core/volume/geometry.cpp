#include "core/volume/geometry.h"

#include "core/base/error.h"

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
    std::string letters;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const Vector3 along = column(direction, axis);
        const auto largest =
            std::max_element(along.begin(), along.end(), [](double a, double b) { return std::abs(a) < std::abs(b); });
        const auto row = static_cast<std::size_t>(largest - along.begin());
        letters += *largest >= 0 ? kPositive[row] : kNegative[row];
    }
    return letters;
}

bool Geometry::isOblique() const noexcept {
    constexpr double kTolerance = 1e-4;
    for (const Vector3& row : direction) {
        for (const double value : row) {
            if (std::abs(value) > kTolerance && std::abs(std::abs(value) - 1) > kTolerance) {
                return true;
            }
        }
    }
    return false;
}

void Geometry::check() const {
    constexpr double kTolerance = 1e-3;
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
}

std::optional<std::string> differenceOf(const Geometry& a, const Geometry& b, const GeometryTolerance& tolerance) {
    if (a.size != b.size) {
        return "sizes differ (" + sizeText(a.size) + " and " + sizeText(b.size) + ")";
    }
    for (std::size_t axis = 0; axis < 3; ++axis) {
        if (std::abs(a.spacingMm[axis] - b.spacingMm[axis]) > tolerance.spacingFraction * a.spacingMm[axis]) {
            return "spacings differ along axis " + std::to_string(axis + 1) + " (" + std::to_string(a.spacingMm[axis]) +
                   " and " + std::to_string(b.spacingMm[axis]) + " mm)";
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
        farthest = std::max(farthest, std::hypot(inA[0] - inB[0], inA[1] - inB[1], inA[2] - inB[2]));
    }
    if (farthest > allowed) {
        return "positions differ by up to " + std::to_string(farthest) + " mm (origin or direction)";
    }
    return std::nullopt;
}

}  // namespace tandem
