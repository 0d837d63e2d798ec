// One account of several cases' reliability metrics: what a person is shown of all validation cases together.
//
// Thread-safe. Invariant: voxels are counted over all cases; what orders voxels (AUROC, risk-coverage) is a mean over
// the cases, as uncertainties are ranked within a case.
#pragma once

#include "core/metrics/calibration.h"

#include <optional>
#include <span>

namespace tandem {

/// Bins and their calibration error are pooled over the voxels of all cases. The AUROC is the mean over the cases that
/// have one; the risk-coverage curve is the mean risk at the coverages 0.01, 0.02, ... 1, interpolated linearly, and
/// its area the mean area. All cases must have the same number of bins. Nothing without cases.
[[nodiscard]] std::optional<ReliabilityMetrics> pooled(std::span<const ReliabilityMetrics> cases);

}  // namespace tandem
