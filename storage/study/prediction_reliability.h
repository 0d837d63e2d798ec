// Measures a stored prediction's confidence and uncertainty against the reference.
//
// For the thread of the Project.
#pragma once

#include "core/metrics/calibration.h"

#include <string>

namespace tandem {

class Project;
struct PredictionRecord;

/// of: whose label it is (storage/study/predicted_label.h), and whose confidence and uncertainty are measured; of the
/// mean, the uncertainty is the entropy of the mean probabilities. label, reference: class indices on the case's grid.
/// The prediction must have all maps. Throws Error (NotFound, Corrupt, InvalidInput).
[[nodiscard]] ReliabilityReport measurePrediction(const Project& project, const PredictionRecord& prediction,
                                                  const std::string& of, const LabelVolume& label,
                                                  const LabelVolume& reference, int classes);

}  // namespace tandem
