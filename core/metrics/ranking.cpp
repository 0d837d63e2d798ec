#include "core/metrics/ranking.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace tandem {
namespace {

constexpr int kPoints = 100;

/// How many values from `from` on equal the given one.
std::size_t countEqual(const std::vector<float>& sorted, std::size_t from, float value) {
    std::size_t end = from;
    while (end < sorted.size() && sorted[end] == value) {
        ++end;
    }
    return end - from;
}

}  // namespace

void TieRanking::add(const Tie& tie) {
    const double right = tie.weight - tie.wrong;
    m_inOrder += tie.wrong * (m_kept - m_wrong + right / 2);
    addArea(tie);
    addPoints(tie);
    m_kept += tie.weight;
    m_wrong += tie.wrong;
}

/// Within a tie errors come evenly: the sum of the risk over its voxels, or the integral, which is a logarithm.
void TieRanking::addArea(const Tie& tie) {
    if (m_coverage == Coverage::Voxels) {
        for (double voxel = 1; voxel <= tie.weight; ++voxel) {
            m_area += (m_wrong + tie.wrong * voxel / tie.weight) / (m_kept + voxel);
        }
        return;
    }
    m_area += tie.wrong;
    if (m_kept > 0) {
        m_area += (m_wrong - tie.wrong / tie.weight * m_kept) * std::log1p(tie.weight / m_kept);
    }
}

void TieRanking::addPoints(const Tie& tie) {
    for (; m_point <= kPoints; ++m_point) {
        const double part = static_cast<double>(m_point) / kPoints;
        const bool isCounted = m_coverage == Coverage::Voxels;
        const double covered = isCounted ? std::ceil(m_all * m_point / kPoints) : m_all * part;
        if (covered > m_kept + tie.weight) {
            return;
        }
        if (covered > m_lastPoint) {
            const double wrong = m_wrong + tie.wrong * (covered - m_kept) / tie.weight;
            m_points.push_back({isCounted ? covered / m_all : part, wrong / covered});
            m_lastPoint = covered;
        }
    }
}

Ranking TieRanking::ranking() const {
    Ranking ranking{.riskCoverage = m_points, .riskCoverageArea = m_area / m_kept};
    const double right = m_kept - m_wrong;
    if (right > 0 && m_wrong > 0) {
        ranking.errorDetectionAuroc = m_inOrder / (m_wrong * right);
    }
    return ranking;
}

Ranking rankByUncertainty(std::vector<float> right, std::vector<float> wrong) {
    std::ranges::sort(right);
    std::ranges::sort(wrong);
    TieRanking ranking(static_cast<double>(right.size() + wrong.size()), Coverage::Voxels);
    std::size_t r = 0;
    std::size_t w = 0;
    while (r < right.size() || w < wrong.size()) {
        const bool takesRight = w == wrong.size() || (r < right.size() && right[r] <= wrong[w]);
        const float value = takesRight ? right[r] : wrong[w];
        const std::size_t equalRight = countEqual(right, r, value);
        const std::size_t equalWrong = countEqual(wrong, w, value);
        ranking.add({.uncertainty = static_cast<double>(value),
                     .weight = static_cast<double>(equalRight + equalWrong),
                     .wrong = static_cast<double>(equalWrong)});
        r += equalRight;
        w += equalWrong;
    }
    return ranking.ranking();
}

}  // namespace tandem
