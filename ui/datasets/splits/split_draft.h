// A split while it is edited: who is in which column, and what speaks against a move.
//
// A plain value. Invariant: a patient's cases are on one side of the lines between training, validation and test, and
// only cases with a label are labelled, validation or test cases.
#pragma once

#include "core/study/split_plan.h"

#include <QString>
#include <QStringList>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace tandem {

/// A column of the editor: a role, or nothing for the cases that have none.
using SplitColumnRole = std::optional<SplitRole>;

class SplitDraft {
public:
    SplitDraft() = default;
    SplitDraft(std::vector<SplitCandidate> candidates, const std::vector<SplitAssignment>& assignments);

    /// Sorted by case id; also those of cases that are no candidates any more.
    [[nodiscard]] std::vector<SplitAssignment> assignments() const;
    /// The cases of a column, sorted by name.
    [[nodiscard]] std::vector<SplitCandidate> casesIn(const SplitColumnRole& role) const;
    [[nodiscard]] int count(const SplitColumnRole& role) const;
    /// Cases that have a role but were excluded since.
    [[nodiscard]] int excludedCount() const;

    /// The cases with all others of their patients.
    [[nodiscard]] std::vector<std::int64_t> withPatients(const std::vector<std::int64_t>& caseIds) const;
    /// Why these cannot go there, or an empty text.
    [[nodiscard]] QString refusal(const std::vector<std::int64_t>& caseIds, const SplitColumnRole& role) const;
    /// Which others of their patients come along, in a sentence; empty when none does.
    [[nodiscard]] QString companions(const std::vector<std::int64_t>& caseIds) const;
    /// Moves the cases and their patients' others. Those must not be refused.
    void move(const std::vector<std::int64_t>& caseIds, const SplitColumnRole& role);

    /// What is missing in the columns, a sentence each.
    [[nodiscard]] QStringList warnings() const;
    /// The same about one column.
    [[nodiscard]] QString warningOn(SplitRole role) const;

private:
    [[nodiscard]] const SplitCandidate* find(std::int64_t caseId) const;

    std::vector<SplitCandidate> m_candidates;  ///< sorted by name
    std::unordered_map<std::int64_t, std::size_t> m_place;
    std::unordered_map<std::int64_t, SplitRole> m_roles;
};

}  // namespace tandem
