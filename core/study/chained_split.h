// The split of a run that goes on from another run: cases that got a label become labelled training cases, all others
// stay what they were.
//
// Pure and thread-safe. Invariants: what comes in judges no more, nor does any other case of its patient; a case that
// trained goes on training. Whoever makes the split has to have been told of the leaks.
#pragma once

#include "core/study/split_leak.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace tandem {

/// A case as a split of an earlier run had it.
struct PastRole {
    std::int64_t runId = 0;
    std::int64_t caseId = 0;
    SplitRole role = SplitRole::TrainingUnlabelled;
};

/// That a case which shall be learnt from is one that a run of the chain is or was judged by, or its patient's is.
struct JudgingLeak {
    std::int64_t caseId = 0;
    std::string sentence;
};

/// Of the cases that are to come in, in their order; those without a leak are not among them. before: the split of the
/// run that is gone on from. past: of the runs before that.
[[nodiscard]] std::vector<JudgingLeak> judgingLeaks(std::int64_t runId, const std::vector<SplitMember>& before,
                                                    const std::vector<SplitCandidate>& coming,
                                                    const std::vector<PastRole>& past);

struct ChainedSplit {
    std::vector<SplitAssignment> assignments;  ///< sorted by case id
    std::vector<SplitMember> leaving;          ///< what validated or tested and does not any more, with the role it had
};

/// labelled: become labelled training cases, whatever they were. unlabelled: cases that had no role and shall be learnt
/// from without a label; those of a patient who judges are left out.
[[nodiscard]] ChainedSplit chainedSplit(const std::vector<SplitMember>& before,
                                        const std::vector<SplitCandidate>& labelled,
                                        const std::vector<SplitCandidate>& unlabelled);

}  // namespace tandem
