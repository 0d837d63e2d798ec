// How fast iterations go, smoothed over the last ten or so. Not thread-safe.
#pragma once

#include <chrono>
#include <optional>

namespace tandem {

class SpeedMeter {
public:
    void begin() { m_begin = std::chrono::steady_clock::now(); }

    /// Ends what begin() began. Returns iterations per second.
    double end() {
        constexpr double kWeightOfLast = 0.1;
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_begin).count();
        m_seconds = m_seconds ? *m_seconds + kWeightOfLast * (seconds - *m_seconds) : seconds;
        return 1.0 / *m_seconds;
    }

private:
    std::chrono::steady_clock::time_point m_begin;
    std::optional<double> m_seconds;
};

}  // namespace tandem
