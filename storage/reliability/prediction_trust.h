// The trust of a stored prediction: voxel by voxel, and of the case as a whole.
//
// For the thread of the Project; reads volumes, so it belongs into a job. Memory: a label, the trust map, and some
// slabs.
#pragma once

#include "core/maps/map_name.h"
#include "core/reliability/case_scores.h"
#include "core/reliability/trust_evidence.h"
#include "core/volume/volume.h"

#include <stop_token>

namespace tandem {

class Project;
struct PredictionRecord;

struct TrustedPrediction {
    LabelVolume label;  ///< that is trusted
    ImageVolume trust;  ///< probability that it is right, 0..1; a stand-in where the model is not calibrated
    PredictedDice dice;
    double expectedDice = 0;  ///< before the correction, see CaseEvidence::expected
    CaseScores scores;
};

/// trust: of the prediction's checkpoint and that
/// label. Throws Error (InvalidInput without all maps, naming the case; NotFound, Corrupt, Cancelled).
[[nodiscard]] TrustedPrediction trustPrediction(const Project& project, const PredictionRecord& prediction,
                                                Decoder labelOf, const FittedTrust& trust, const std::stop_token& stop);

/// The same for a label that was read already: of that prediction, on its grid.
[[nodiscard]] TrustedPrediction trustPrediction(const Project& project, const PredictionRecord& prediction,
                                                LabelVolume label, const FittedTrust& trust,
                                                const std::stop_token& stop);

/// With the classes that the decoders give.
struct TrustedDecoders {
    TrustedPrediction trusted;
    LabelVolume a;
    LabelVolume b;
};
/// Throws likewise. Memory: two labels more.
[[nodiscard]] TrustedDecoders trustDecoders(const Project& project, const PredictionRecord& prediction, Decoder labelOf,
                                            const FittedTrust& trust, const std::stop_token& stop);

/// Voxels of a predicted case with their reference, to fit and to judge with. Throws as above; Error (InvalidInput)
/// when the case has no label.
[[nodiscard]] CaseVoxels drawVoxels(const Project& project, const PredictionRecord& prediction, Decoder labelOf,
                                    const std::stop_token& stop);

}  // namespace tandem
