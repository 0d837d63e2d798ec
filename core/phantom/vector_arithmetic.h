// The few operations on three-vectors that the phantom's shapes need. Thread-safe.
#pragma once

#include "core/volume/geometry.h"

#include <cmath>

namespace tandem {

[[nodiscard]] inline Vector3 sum(const Vector3& a, const Vector3& b) {
    return {a[0] + b[0], a[1] + b[1], a[2] + b[2]};
}
[[nodiscard]] inline Vector3 difference(const Vector3& a, const Vector3& b) {
    return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}
[[nodiscard]] inline Vector3 scaled(const Vector3& a, double factor) {
    return {a[0] * factor, a[1] * factor, a[2] * factor};
}
[[nodiscard]] inline double dot(const Vector3& a, const Vector3& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
[[nodiscard]] inline double norm(const Vector3& a) {
    return std::sqrt(dot(a, a));
}
/// a must not be zero.
[[nodiscard]] inline Vector3 normalised(const Vector3& a) {
    return scaled(a, 1 / norm(a));
}
/// Perpendicular to both.
[[nodiscard]] inline Vector3 cross(const Vector3& a, const Vector3& b) {
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}
/// Of a positive number, by Newton's method: std::cbrt may differ in the last bit from one library to another.
[[nodiscard]] inline double cubeRoot(double number) {
    double root = number > 1 ? number : 1;
    for (int step = 0; step < 200; ++step) {
        root -= (root - number / (root * root)) / 3;
    }
    return root;
}
/// The matrix by its rows times a.
[[nodiscard]] inline Vector3 product(const Matrix3& matrix, const Vector3& a) {
    return {dot(matrix[0], a), dot(matrix[1], a), dot(matrix[2], a)};
}

}  // namespace tandem
