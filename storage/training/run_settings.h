// What the stored settings of a run hold that this program does not understand.
//
// Thread-safe. Invariant: what is told is still stored as it was.
#pragma once

#include <string>
#include <vector>

namespace tandem {

struct RunRecord;

/// A sentence for each setting of training and preparation that is not understood.
[[nodiscard]] std::vector<std::string> noticesOnSettings(const RunRecord& run);

}  // namespace tandem
