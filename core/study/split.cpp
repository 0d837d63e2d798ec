#include "core/study/split.h"

#include <algorithm>
#include <set>

namespace tandem {

Split::Split(std::vector<Member> members) : m_members(std::move(members)) {
    std::set<std::int64_t> seen;
    for (const Member& one : m_members) {
        if (!seen.insert(one.caseId).second) {
            throw Error(ErrorCode::Internal, "The case \"" + one.name + "\" is in a split twice.");
        }
    }
}

WatchedCase Split::watched(PreparedReference reference) const {
    const auto found = std::ranges::find(m_members, reference.caseId, &Member::caseId);
    if (found == m_members.end()) {
        throw Error(ErrorCode::InvalidInput,
                    "The case \"" + reference.caseName + "\" is not in the run's split; pin one that is.");
    }
    if (found->role == SplitRole::Test) {
        throw Error(ErrorCode::InvalidInput, "The case \"" + reference.caseName +
                                                 "\" is a test case of the split, which is not to be watched while a "
                                                 "run trains; pin another one.");
    }
    return WatchedCase(std::move(reference));
}

}  // namespace tandem
