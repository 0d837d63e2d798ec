// How well an uncertainty orders voxels into right and wrong: AUROC, risk-coverage curve and its area.
//
// Of voxels that are counted one by one, and of voxels that carry weights. Thread-safe. Invariant: equal uncertainties
// count as half right order, or as taken in random order on average.
#pragma once

#include "core/metrics/calibration.h"

#include <optional>
#include <vector>

namespace tandem {

struct Ranking {
    std::optional<double> errorDetectionAuroc;  ///< absent unless there are right and wrong voxels
    std::vector<RiskCoveragePoint> riskCoverage;
    double riskCoverageArea = 0;
};

/// Voxels that are equally uncertain.
struct Tie {
    double uncertainty = 0;
    double weight = 0;  ///< of them all; above 0
    double wrong = 0;   ///< of the wrong ones
};

/// Whether the coverage grows by whole voxels, or steadily.
enum class Coverage { Voxels, Weights };

/// Adds up what Ranking holds while the voxels pass by, the least uncertain first. Geifman and El-Yaniv, NeurIPS 2017.
class TieRanking {
public:
    /// weight: of all ties that will be added, summed in their order.
    TieRanking(double weight, Coverage coverage) : m_all(weight), m_coverage(coverage) {}

    void add(const Tie& tie);
    /// Once every tie was added; at least one.
    [[nodiscard]] Ranking ranking() const;

private:
    void addArea(const Tie& tie);
    void addPoints(const Tie& tie);

    double m_all;
    Coverage m_coverage;
    double m_kept = 0;       ///< weight of what was added
    double m_wrong = 0;      ///< of it
    double m_inOrder = 0;    ///< pairs of a wrong and a right voxel
    double m_area = 0;       ///< under the risk, over the weight
    int m_point = 1;         ///< of the curve: the next, in hundredths of the coverage
    double m_lastPoint = 0;  ///< weight that the last one covered
    std::vector<RiskCoveragePoint> m_points;
};

/// The uncertainties of the right and of the wrong voxels, in any order and finite; at least one in all.
[[nodiscard]] Ranking rankByUncertainty(std::vector<float> right, std::vector<float> wrong);

}  // namespace tandem
