// How well a number finds wrong voxels: as an order (AUROC, AUPR, risk-coverage) and as a probability (calibration).
//
// Voxels carry weights, as they are drawn. AUROC, risk-coverage and AURC: core/metrics/ranking.h. AUPR: the area under
// the curve of "this voxel is wrong", as average precision. The excess of AURC over an order that puts every wrong
// voxel last: Geifman et al., ICLR 2019. ECE: Guo et al., ICML 2017, 15 equal intervals; adaptive: Nixon et al., CVPR
// workshops 2019, 15 parts of equal weight. Thread-safe. Invariant: equal doubts count as taken in random order, on
// average.
#pragma once

#include "core/metrics/calibration.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tandem {

struct ErrorDetection {
    double errorRate = 0;
    std::optional<double> auroc;  ///< absent unless there are wrong and right voxels
    std::optional<double> aupr;   ///< absent without wrong voxels
    double aurc = 0;
    double excessAurc = 0;
    double ece = 0;  ///< of doubts that are probabilities of an error
    double adaptiveEce = 0;
};

/// doubt: grows with doubt, finite. isWrong, weight: of the same voxels; at least one, weights above 0.
[[nodiscard]] ErrorDetection measureDetection(std::span<const float> doubt, std::span<const std::uint8_t> isWrong,
                                              std::span<const float> weight);

/// The risk at the coverages 0.01, 0.02, ... 1, the least doubted voxels first. As above.
[[nodiscard]] std::vector<RiskCoveragePoint> riskCoverageOf(std::span<const float> doubt,
                                                            std::span<const std::uint8_t> isWrong,
                                                            std::span<const float> weight);

}  // namespace tandem
