// Fits a model of trust to cases whose reference labels are known.
//
// Logistic regression of "this voxel is wrong" on the signals, for the background and for structures apart, each case
// weighing alike, with an L2 penalty on what is taken of a signal's deviation, and no slope below 0 for a signal that
// is known to rise with doubt. Thread-safe; deterministic to the last bit. Invariant: the same cases in the same order
// give the same model.
#pragma once

#include "core/reliability/case_voxels.h"
#include "core/reliability/trust_model.h"

#include <functional>
#include <span>

namespace tandem {

/// classes: of the label scheme. There must be a case, and in them all a wrong voxel and a right one; else the model is
/// not calibrated. start: of the search, which ends where any other would; a near one is quicker.
[[nodiscard]] TrustModel fitTrust(std::span<const std::reference_wrapper<const CaseVoxels>> cases, int classes,
                                  const TrustModel& start = {});

}  // namespace tandem
