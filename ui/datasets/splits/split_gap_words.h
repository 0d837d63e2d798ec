// What a split lacks, in the language of the window. Thread-safe.
//
// Invariant: a sentence for each gap, none for none.
#pragma once

#include "core/study/split_gaps.h"

#include <QStringList>
#include <string>
#include <vector>

namespace tandem {

/// classNames: by class.
[[nodiscard]] QStringList gapWarnings(const SplitGaps& gaps, const std::vector<std::string>& classNames);

}  // namespace tandem
