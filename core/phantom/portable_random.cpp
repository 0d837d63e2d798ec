#include "core/phantom/portable_random.h"

#include "core/phantom/vector_arithmetic.h"

namespace tandem {

double PortableRandom::uniform() {
    return static_cast<double>(m_engine() >> 11) * 0x1p-53;
}

double PortableRandom::uniform(double low, double high) {
    return low + (high - low) * uniform();
}

double PortableRandom::normal() {
    constexpr double kUnit = 0x1p-16;
    double sum = 0;
    for (int draw = 0; draw < 3; ++draw) {
        const std::uint64_t bits = m_engine();
        for (int part = 0; part < 4; ++part) {
            sum += (static_cast<double>((bits >> (16 * part)) & 0xffff) + 0.5) * kUnit;
        }
    }
    return sum - 6;
}

Vector3 PortableRandom::direction() {
    while (true) {
        const double x = uniform(-1, 1);
        const double y = uniform(-1, 1);
        const double z = uniform(-1, 1);
        const Vector3 point{x, y, z};
        const double length = norm(point);
        if (length > 0.1 && length <= 1) {
            return scaled(point, 1 / length);
        }
    }
}

}  // namespace tandem
