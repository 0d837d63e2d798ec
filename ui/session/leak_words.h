// How the window says that a split divides a patient's cases. Thread-safe.
//
// Invariant: every page says it through here.
#pragma once

#include "core/study/split_leak.h"

#include <QString>
#include <vector>

namespace tandem {

/// 'Patient "p" is on more than one side: training (a), test (b, c).'
[[nodiscard]] QString leakText(const PatientLeak& leak);
/// A line for each, below what they do to the results; empty when there is none.
[[nodiscard]] QString leaksText(const std::vector<PatientLeak>& leaks);

}  // namespace tandem
