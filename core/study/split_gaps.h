// What a split lacks that its numbers of cases do not tell: classes that nobody teaches, images of another kind.
//
// Pure and thread-safe. Invariant: only what is known of every case counts; a label whose voxels were not counted
// leaves the classes unjudged.
#pragma once

#include "core/study/split_role.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tandem {

/// A case of a split, as far as its content matters here.
struct CaseContent {
    std::string name;
    SplitRole role = SplitRole::TrainingUnlabelled;
    std::size_t channels = 1;
    std::vector<std::int64_t> labelVoxels;  ///< by class; empty when not counted
};

struct SplitGaps {
    std::vector<std::size_t> untaught;       ///< classes that no labelled training case holds; the background is none
    std::vector<std::size_t> unvalidated;    ///< classes that are taught, and that no validation case holds
    std::size_t channels = 1;                ///< of most cases
    std::vector<CaseContent> otherChannels;  ///< the cases that have another number, sorted by name

    [[nodiscard]] bool none() const { return untaught.empty() && unvalidated.empty() && otherChannels.empty(); }
};

/// classes: how many the project has, the background included. Without validation cases none is missed.
[[nodiscard]] SplitGaps findSplitGaps(const std::vector<CaseContent>& members, std::size_t classes);

/// A sentence for each gap. classNames: by class.
[[nodiscard]] std::vector<std::string> sentencesOn(const SplitGaps& gaps, const std::vector<std::string>& classNames);

/// The sentence on cases with another number of channels alone; empty when there are none.
[[nodiscard]] std::string sentenceOnChannels(const SplitGaps& gaps);

}  // namespace tandem
