#include "core/metrics/ranking.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace tandem {
namespace {

/// Walks along the coverage one voxel at a time and keeps every hundredth part of the curve.
class RiskCurve {
public:
    explicit RiskCurve(std::size_t voxels) : m_voxels(voxels) {}

    /// Adds equally uncertain voxels, of which the given number is wrong.
    void add(std::size_t voxels, std::size_t wrong) {
        for (std::size_t i = 1; i <= voxels; ++i) {
            const double expectedWrong = static_cast<double>(m_wrong) + static_cast<double>(wrong) *
                                                                            static_cast<double>(i) /
                                                                            static_cast<double>(voxels);
            const std::size_t kept = m_kept + i;
            const double risk = expectedWrong / static_cast<double>(kept);
            m_sum += risk;
            if (kept * kPoints >= m_nextPoint * m_voxels) {
                m_points.push_back({static_cast<double>(kept) / static_cast<double>(m_voxels), risk});
                m_nextPoint = kept * kPoints / m_voxels + 1;
            }
        }
        m_kept += voxels;
        m_wrong += wrong;
    }

    [[nodiscard]] const std::vector<RiskCoveragePoint>& points() const noexcept { return m_points; }
    [[nodiscard]] double area() const noexcept { return m_sum / static_cast<double>(m_voxels); }

private:
    static constexpr std::size_t kPoints = 100;
    std::size_t m_voxels;
    std::size_t m_kept = 0;
    std::size_t m_wrong = 0;
    std::size_t m_nextPoint = 1;
    double m_sum = 0;
    std::vector<RiskCoveragePoint> m_points;
};

/// How many values from `from` on equal the given one.
std::size_t countEqual(const std::vector<float>& sorted, std::size_t from, float value) {
    std::size_t end = from;
    while (end < sorted.size() && sorted[end] == value) {
        ++end;
    }
    return end - from;
}

}  // namespace

Ranking rankByUncertainty(std::vector<float> right, std::vector<float> wrong) {
    std::ranges::sort(right);
    std::ranges::sort(wrong);
    RiskCurve curve(right.size() + wrong.size());
    double pairsInOrder = 0;
    std::size_t r = 0;
    std::size_t w = 0;
    while (r < right.size() || w < wrong.size()) {
        const bool takesRight = w == wrong.size() || (r < right.size() && right[r] <= wrong[w]);
        const float value = takesRight ? right[r] : wrong[w];
        const std::size_t equalRight = countEqual(right, r, value);
        const std::size_t equalWrong = countEqual(wrong, w, value);
        pairsInOrder +=
            static_cast<double>(equalWrong) * (static_cast<double>(r) + static_cast<double>(equalRight) / 2);
        curve.add(equalRight + equalWrong, equalWrong);
        r += equalRight;
        w += equalWrong;
    }
    Ranking ranking;
    if (!right.empty() && !wrong.empty()) {
        ranking.errorDetectionAuroc =
            pairsInOrder / (static_cast<double>(right.size()) * static_cast<double>(wrong.size()));
    }
    ranking.riskCoverage = curve.points();
    ranking.riskCoverageArea = curve.area();
    return ranking;
}

}  // namespace tandem
