// Measures a stored prediction's confidence and uncertainty against the reference.
//
// For the thread of the Project.
#pragma once

#include "core/metrics/calibration.h"

namespace tandem {

class Project;
struct PredictionRecord;

/// Of decoder A, whose label the prediction is. label, reference: class indices on the case's grid. The prediction must
/// have all maps. Throws Error (NotFound, Corrupt, InvalidInput).
[[nodiscard]] ReliabilityReport measurePrediction(const Project& project, const PredictionRecord& prediction,
                                                  const LabelVolume& label, const LabelVolume& reference, int classes);

}  // namespace tandem
