// The splits of a project. Used on its Project's thread.
//
// Invariant, kept by the database itself: a split that a run uses is locked, and a locked split's assignments never
// change; only cases with a label are labelled, validation or test cases.
#pragma once

#include "core/study/split.h"
#include "core/study/split_gaps.h"
#include "core/study/split_leak.h"
#include "storage/db/split_record.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tandem {

class Connection;
class Project;
struct CaseRecord;

class SplitRepository {
public:
    explicit SplitRepository(Connection& connection) : m_connection(&connection) {}

    /// The record with its id. Throws Error (Conflict when the name is taken, or a case lacks the label for its role).
    SplitRecord add(SplitRecord record) const;
    /// An unlocked split with the same assignments. Throws Error (NotFound, Conflict).
    SplitRecord copy(std::int64_t id, const std::string& newName) const;
    /// The same, with each patient's cases on one side; see withPatientsTogether(). Throws Error (NotFound, Conflict).
    SplitRecord copyWithPatientsTogether(std::int64_t id, const std::string& newName) const;
    /// Replaces the assignments. seed: with which they were drawn, or 0. Throws Error (NotFound; Conflict when the
    /// split is locked, or a case lacks the label for its role).
    void setAssignments(std::int64_t id, const std::vector<SplitAssignment>& assignments, std::uint64_t seed = 0) const;
    void rename(std::int64_t id, const std::string& newName) const;
    /// Throws Error (Conflict) when the split is locked.
    void remove(std::int64_t id) const;

    [[nodiscard]] std::vector<SplitRecord> list() const;
    /// Throws Error (NotFound).
    [[nodiscard]] SplitRecord get(std::int64_t id) const;
    [[nodiscard]] std::optional<SplitRecord> find(const std::string& name) const;
    /// The split that was made last.
    [[nodiscard]] std::optional<SplitRecord> newest() const;
    /// The wanted name, with a number behind it when a split has it already.
    [[nodiscard]] std::string freeName(const std::string& wanted) const;
    /// Its cases as they are named now, also those that were excluded since. None when there is no such split.
    [[nodiscard]] std::vector<SplitMember> members(std::int64_t id) const;
    /// The patients that the split has on both sides of a line, as its cases are named now. None when there is no such
    /// split.
    [[nodiscard]] std::vector<PatientLeak> leaks(std::int64_t id) const;

    /// Its cases by their roles, sorted by name. Throws Error (NotFound).
    [[nodiscard]] Split cases(std::int64_t splitId) const;
    /// Those of one role. Throws Error (NotFound).
    template <SplitRole R>
    [[nodiscard]] std::vector<CaseInRole<R>> casesFor(std::int64_t splitId) const {
        return cases(splitId).casesFor<R>();
    }
    [[nodiscard]] std::optional<SplitRole> roleOf(std::int64_t splitId, std::int64_t caseId) const;

private:
    void refuseTakenName(const std::string& name, std::int64_t exceptId) const;
    Connection* m_connection;
};

/// What the cases that have a role are like, for findSplitGaps(). cases: those of the project.
[[nodiscard]] std::vector<CaseContent> caseContents(const std::vector<CaseRecord>& cases,
                                                    const std::vector<SplitAssignment>& assignments);

/// The cases that may be given a role in a split: all but the excluded.
[[nodiscard]] std::vector<SplitCandidate> splitCandidates(const Project& project);

}  // namespace tandem
