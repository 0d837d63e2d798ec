// A split of the project's cases and the typed way in which its cases are handed out. Plain values.
//
// Invariant: a CaseInRole<R> comes out of SplitRepository::casesFor<R>() and from nowhere else, so that a test case
// cannot be passed off as a validation case.
#pragma once

#include "core/base/error.h"
#include "core/engine.h"
#include "core/study/split_plan.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace tandem {

struct SplitRecord {
    std::int64_t id = 0;
    std::string name;
    std::uint64_t seed = 0;                    ///< 0 for a split that was made from lists
    bool locked = false;                       ///< a run used it: the assignments stay as they are
    std::string createdAt;                     ///< ISO 8601, UTC
    std::vector<SplitAssignment> assignments;  ///< sorted by case id

    bool operator==(const SplitRecord&) const = default;
};

template <SplitRole R>
class CaseInRole {
public:
    [[nodiscard]] std::int64_t caseId() const noexcept { return m_caseId; }
    [[nodiscard]] const std::string& caseName() const noexcept { return m_caseName; }

    /// The engine's form of the case. Throws Error (Internal) when the reference is another case's.
    [[nodiscard]] CaseFor<R> prepared(PreparedReference reference) const {
        if (reference.caseId != m_caseId) {
            throwWrongReference(reference);
        }
        return {std::move(reference)};
    }

private:
    friend class SplitRepository;
    CaseInRole(std::int64_t caseId, std::string caseName) : m_caseId(caseId), m_caseName(std::move(caseName)) {}
    [[noreturn]] void throwWrongReference(const PreparedReference& reference) const {
        throw Error(ErrorCode::Internal, "The prepared files of case \"" + reference.caseName +
                                             "\" were offered for case \"" + m_caseName + "\".");
    }

    std::int64_t m_caseId;
    std::string m_caseName;
};

}  // namespace tandem
