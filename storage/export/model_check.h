// A generated case and what the model makes of it: by it another machine finds out whether it does the same.
//
// Invariant: the case is made of numbers alone, so that it tells nothing of anybody; it has more windows than one, is
// padded along two axes, and lies otherwise than the network's grid.
#pragma once

#include "core/base/progress.h"
#include "storage/export/model_description.h"

#include <filesystem>
#include <stop_token>

namespace tandem {

class Predictor;

/// predictor: makes all maps. Writes image-NN.nii.gz by channel, label.nii.gz and the maps of both decoders by their
/// names into a folder, which is made. Throws Error (OutOfMemory, Io, Cancelled).
void writeCheck(Predictor& predictor, const ModelFacts& facts, const std::filesystem::path& folder,
                const Progress& progress, const std::stop_token& stop);

}  // namespace tandem
