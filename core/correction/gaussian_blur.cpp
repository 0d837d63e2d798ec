#include "core/correction/gaussian_blur.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>

namespace tandem {
namespace {

/// The weights from the middle on; both sides together make 1. count: places of a line, from any of which what is
/// farther away lies beyond both ends, where all is alike, so that the last weight is that of the rest, too.
std::vector<float> weightsOf(double sigma, std::int64_t count) {
    constexpr double kSigmas = 4;
    constexpr double kFlat = 100;  // lines long: a wider one is as flat over the line
    const double width = std::min(sigma, kFlat * static_cast<double>(count));
    std::vector<double> exact;
    for (double at = 0; at <= std::ceil(kSigmas * width); ++at) {
        exact.push_back(std::exp(-at * at / (2 * width * width)));
    }
    const double sum = 2 * std::accumulate(exact.begin(), exact.end(), 0.0) - exact[0];
    if (const auto most = static_cast<std::size_t>(count); exact.size() > most + 1) {
        exact[most] = std::accumulate(exact.begin() + static_cast<std::ptrdiff_t>(most), exact.end(), 0.0);
        exact.resize(most + 1);
    }
    std::vector<float> weights(exact.size());
    std::ranges::transform(exact, weights.begin(), [sum](double weight) { return static_cast<float>(weight / sum); });
    return weights;
}

/// Blurs the lines of a block along one of its axes: lines side by side along the first axis together, as they lie in
/// memory.
class AxisBlur {
public:
    AxisBlur(std::vector<float>& values, const Index3& grid, const Box& box, std::size_t axis, double sigma)
        : m_values(values),
          m_size(box.size),
          m_axis(axis),
          m_weights(weightsOf(sigma, box.size[axis])),
          m_margin(static_cast<std::int64_t>(m_weights.size()) - 1),
          m_goesOnBefore(box.first[axis] == 0),
          m_goesOnBehind(box.first[axis] + box.size[axis] == grid[axis]),
          m_width(axis == 0 ? 1 : box.size[0]),
          m_lines(static_cast<std::size_t>((box.size[axis] + 2 * m_margin) * m_width)) {}

    void apply(const std::stop_token& stop) {
        const Index3 steps{1, m_size[0], m_size[0] * m_size[1]};
        const std::size_t outer = m_axis == 2 ? 1 : 2;
        const std::size_t inner = m_axis == 0 ? 1 : 0;
        for (std::int64_t slab = 0; slab < m_size[outer]; ++slab) {
            throwIfStopped(stop);
            for (std::int64_t line = 0; line < (inner == 0 ? 1 : m_size[inner]); ++line) {
                applyTo(m_values.data() + slab * steps[outer] + line * steps[inner], steps[m_axis]);
            }
        }
    }

private:
    /// m_width lines that begin at first, the places of each step apart.
    void applyTo(float* first, std::int64_t step) {
        const std::int64_t count = m_size[m_axis];
        for (std::int64_t at = -m_margin; at < count + m_margin; ++at) {
            const bool isBeyond = (at < 0 && !m_goesOnBefore) || (at >= count && !m_goesOnBehind);
            float* const line = m_lines.data() + (at + m_margin) * m_width;
            if (isBeyond) {
                std::fill_n(line, m_width, 0.0F);
            } else {
                std::copy_n(first + std::clamp<std::int64_t>(at, 0, count - 1) * step, m_width, line);
            }
        }
        if (m_axis == 0) {
            sum(m_lines.data() + m_margin, first, 1, count);
            return;
        }
        for (std::int64_t at = 0; at < count; ++at) {
            sum(m_lines.data() + (at + m_margin) * m_width, first + at * step, m_width, m_width);
        }
    }

    /// Of count neighbours in memory; step: to the next place of a line.
    void sum(const float* from, float* to, std::int64_t step, std::int64_t count) const {
        std::transform(from, from + count, to, [this](float value) { return m_weights[0] * value; });
        for (std::int64_t away = 1; away <= m_margin; ++away) {
            const float weight = m_weights[static_cast<std::size_t>(away)];
            const float* const before = from - away * step;
            const float* const behind = from + away * step;
            for (std::int64_t at = 0; at < count; ++at) {
                to[at] += weight * (before[at] + behind[at]);
            }
        }
    }

    std::vector<float>& m_values;
    Index3 m_size;
    std::size_t m_axis;
    std::vector<float> m_weights;
    std::int64_t m_margin;
    bool m_goesOnBefore;
    bool m_goesOnBehind;
    std::int64_t m_width;        ///< lines that are blurred together
    std::vector<float> m_lines;  ///< as they were, with a margin at both ends
};

}  // namespace

void blur(std::vector<float>& values, const Index3& grid, const Box& box, const Vector3& sigmas,
          const std::stop_token& stop) {
    constexpr double kLeast = 1e-3;  // narrower, a neighbour weighs nothing, and the squares of the least ones are 0
    for (std::size_t axis = 0; axis < 3; ++axis) {
        if (sigmas[axis] >= kLeast) {
            AxisBlur(values, grid, box, axis, sigmas[axis]).apply(stop);
        }
    }
}

}  // namespace tandem
