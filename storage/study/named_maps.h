// The one place that names the maps of a prediction: in the project, in exports and in reports.
//
// Plain functions, thread-safe. Invariant: names are lower-case file-name parts, unique within a prediction.
#pragma once

#include "core/engine.h"
#include "core/prepared/prepared_case.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace tandem {

/// One map of a case: label maps hold whole numbers, images numbers in a unit.
struct NamedMap {
    std::string name;  ///< "label", "probability-mean-1", "uncertainty-a", ...; the number is a class index
    std::string unit;  ///< "nats", or empty for a number without unit
    std::variant<LabelVolume, ImageVolume> volume;
};

/// Names every map that the prediction holds, label first.
[[nodiscard]] std::vector<NamedMap> namedMaps(const PredictedMaps& maps);

/// The map on the original grid. Outside the prepared box the background has probability 1, and every other map is 0:
/// nothing was computed there.
[[nodiscard]] NamedMap restored(const NamedMap& map, const PreparedHeader& header);

}  // namespace tandem
