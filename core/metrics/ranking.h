// How well an uncertainty orders voxels into right and wrong: AUROC, risk-coverage curve and its area.
//
// Thread-safe. Invariant: equal uncertainties count as half right order, or as taken in random order on average.
#pragma once

#include "core/metrics/calibration.h"

#include <optional>
#include <vector>

namespace tandem {

struct Ranking {
    std::optional<double> errorDetectionAuroc;
    std::vector<RiskCoveragePoint> riskCoverage;
    double riskCoverageArea = 0;
};

/// The uncertainties of the right and of the wrong voxels, in any order and finite; at least one in all.
[[nodiscard]] Ranking rankByUncertainty(std::vector<float> right, std::vector<float> wrong);

}  // namespace tandem
