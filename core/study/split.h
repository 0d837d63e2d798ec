// The cases of a split, handed out by the part that they play in it.
//
// Plain values, thread-safe. Invariant: a CaseFor<R> is of a case that has the role R in a split, and comes from a
// split alone, so that a test case cannot be passed off as a validation case.
#pragma once

#include "core/base/error.h"
#include "core/prepared/prepared_case.h"
#include "core/study/split_role.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace tandem {

class Split;

/// A prepared case that may only be used in one role. A function that takes CaseFor<SplitRole::Validation> cannot be
/// handed a test case: choosing a checkpoint on test cases does not compile.
template <SplitRole R>
class CaseFor {
public:
    [[nodiscard]] const PreparedReference& prepared() const noexcept { return m_prepared; }

private:
    template <SplitRole>
    friend class CaseInRole;
    explicit CaseFor(PreparedReference prepared) : m_prepared(std::move(prepared)) {}

    PreparedReference m_prepared;
};
using LabelledCase = CaseFor<SplitRole::TrainingLabelled>;
using UnlabelledCase = CaseFor<SplitRole::TrainingUnlabelled>;
using ValidationCase = CaseFor<SplitRole::Validation>;

/// A prepared case that a person may look at while a run trains: any of the split's but a test case.
class WatchedCase {
public:
    [[nodiscard]] const PreparedReference& prepared() const noexcept { return m_prepared; }

private:
    friend class Split;
    explicit WatchedCase(PreparedReference prepared) : m_prepared(std::move(prepared)) {}

    PreparedReference m_prepared;
};

/// A case of a split, with or without prepared files.
template <SplitRole R>
class CaseInRole {
public:
    [[nodiscard]] std::int64_t caseId() const noexcept { return m_caseId; }
    [[nodiscard]] const std::string& caseName() const noexcept { return m_caseName; }

    /// The engine's form of the case. Throws Error (Internal) when the reference is another case's.
    [[nodiscard]] CaseFor<R> prepared(PreparedReference reference) const {
        if (reference.caseId != m_caseId) {
            throw Error(ErrorCode::Internal, "The prepared files of case \"" + reference.caseName +
                                                 "\" were offered for case \"" + m_caseName + "\".");
        }
        return CaseFor<R>(std::move(reference));
    }

private:
    friend class Split;
    CaseInRole(std::int64_t caseId, std::string caseName) : m_caseId(caseId), m_caseName(std::move(caseName)) {}

    std::int64_t m_caseId;
    std::string m_caseName;
};

class Split {
public:
    struct Member {
        std::int64_t caseId = 0;
        std::string name;
        SplitRole role = SplitRole::TrainingUnlabelled;
    };

    /// Throws Error (Internal) when a case is listed twice.
    explicit Split(std::vector<Member> members);

    /// In the order of the members.
    template <SplitRole R>
    [[nodiscard]] std::vector<CaseInRole<R>> casesFor() const {
        std::vector<CaseInRole<R>> cases;
        for (const Member& one : m_members) {
            if (one.role == R) {
                cases.push_back(CaseInRole<R>(one.caseId, one.name));
            }
        }
        return cases;
    }

    /// Throws Error (InvalidInput) naming the case when it is not in the split, or a test case.
    [[nodiscard]] WatchedCase watched(PreparedReference reference) const;

private:
    std::vector<Member> m_members;
};

}  // namespace tandem
