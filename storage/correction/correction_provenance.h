// What was done to a label by hand, as JSON for the provenance of the label that it became.
//
// Thread-safe. Classes go by their names, slices and voxels by their indices in the file, from 0.
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace tandem {

class Correction;
struct CorrectionStart;
struct LabelScheme;

/// origin, run and checkpointSha256 (of a prediction), seconds, actions, tools, changed (from, to, voxels),
/// slicesLookedAt by axis, and regions.
[[nodiscard]] nlohmann::ordered_json correctionJson(const CorrectionStart& start, const Correction& correction,
                                                    const LabelScheme& scheme);

}  // namespace tandem
