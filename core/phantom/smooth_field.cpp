#include "core/phantom/smooth_field.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace tandem {

SmoothField::SmoothField(int points, PortableRandom& random) : m_points(points) {
    const auto count = static_cast<std::size_t>(points) * static_cast<std::size_t>(points * points);
    m_values.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        m_values.push_back(random.uniform(-1, 1));
    }
}

double SmoothField::at(const Vector3& fraction) const {
    std::array<int, 3> cell{};
    Vector3 weight{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double place = std::clamp(fraction[axis], 0.0, 1.0) * (m_points - 1);
        cell[axis] = std::min(static_cast<int>(place), m_points - 2);
        const double t = place - cell[axis];
        weight[axis] = t * t * (3 - 2 * t);
    }
    double value = 0;
    for (int corner = 0; corner < 8; ++corner) {
        double part = 1;
        std::size_t index = 0;
        for (int axis = 2; axis >= 0; --axis) {
            const int step = (corner >> axis) & 1;
            const auto a = static_cast<std::size_t>(axis);
            part *= step == 1 ? weight[a] : 1 - weight[a];
            index = index * static_cast<std::size_t>(m_points) + static_cast<std::size_t>(cell[a] + step);
        }
        value += part * m_values[index];
    }
    return value;
}

}  // namespace tandem
