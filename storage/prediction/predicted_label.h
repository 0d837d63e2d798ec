// The label that a prediction gives: of decoder A, as the protocol says, of decoder B, or of the mean of both.
//
// For the thread of the Project. Invariant: a label is the argmax of the stored probabilities of its source.
#pragma once

#include "core/maps/map_name.h"
#include "core/volume/volume.h"

#include <stop_token>
#include <string>

namespace tandem {

class Project;
struct PredictionRecord;

/// On the case's own grid. Throws Error (NotFound; Corrupt;
/// InvalidInput when the probabilities of B or of the mean were not kept).
[[nodiscard]] LabelVolume predictedLabel(const Project& project, const PredictionRecord& prediction, Decoder of,
                                         int classes, const std::stop_token& stop);

/// Whether what was stored gives the label of the decoder.
[[nodiscard]] bool hasLabelOf(const PredictionRecord& prediction, Decoder decoder);

/// "decoder A", "decoder B" or "the mean of both decoders": for a sentence.
[[nodiscard]] std::string labelSourceText(Decoder of);

}  // namespace tandem
