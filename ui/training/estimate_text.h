// What a run would need, in sentences. Thread-safe.
//
// Invariant: what does not fit says what to lower, and a time says what it was measured on.
#pragma once

#include <QString>

namespace tandem {

struct RunEstimate;

/// Three lines: memory, disk and time.
[[nodiscard]] QString estimateText(const RunEstimate& estimate);

}  // namespace tandem
