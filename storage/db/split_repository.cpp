#include "storage/db/split_repository.h"

#include "core/base/error.h"
#include "core/base/utc_time.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/connection.h"
#include "storage/db/project.h"

#include <algorithm>
#include <unordered_map>

namespace tandem {
namespace {

Error noSuchSplit(std::int64_t id) {
    return {ErrorCode::NotFound,
            "The project has no split number " + std::to_string(id) + "; list its splits to see what there is."};
}

SplitRecord splitOf(const Query& row) {
    return {.id = row.integer(0),
            .name = row.text(1),
            .seed = static_cast<std::uint64_t>(row.integer(2)),  // kept bit for bit in SQLite's signed numbers
            .locked = row.integer(3) != 0,
            .createdAt = row.text(4)};
}

void readAssignments(Connection& connection, SplitRecord& split) {
    Query query = connection.query("SELECT case_id, role FROM split_assignment WHERE split_id = ? ORDER BY case_id");
    query.with(split.id);
    while (query.next()) {
        const auto role = choiceNamed<SplitRole>(query.text(1));
        if (!role) {
            throw Error(ErrorCode::Corrupt, "The split \"" + split.name +
                                                "\" has a role that this program does not "
                                                "know; make another split.");
        }
        split.assignments.push_back({query.integer(0), *role});
    }
}

std::string caseNameOf(Connection& connection, std::int64_t caseId) {
    Query query = connection.query("SELECT name FROM study_case WHERE id = ?");
    if (!query.with(caseId).next()) {
        throw Error(ErrorCode::NotFound,
                    "The split names case number " + std::to_string(caseId) + ", which the project does not have.");
    }
    return query.text(0);
}

void insertAssignments(Connection& connection, std::int64_t splitId, const std::vector<SplitAssignment>& assignments) {
    Query insert = connection.query("INSERT INTO split_assignment (split_id, case_id, role) VALUES (?, ?, ?)");
    for (const SplitAssignment& one : assignments) {
        const std::string name = caseNameOf(connection, one.caseId);
        try {
            insert.with(splitId, one.caseId, nameOf(one.role)).run();
        } catch (const Error& error) {
            throw Error(
                error.code(),
                "Case \"" + name + "\" cannot be " + std::string(nameOf(one.role)) + " in the split: " + error.what(),
                error.detail());
        }
    }
}

/// All splits, or those of one number or name.
std::vector<SplitRecord> readSplits(Connection& connection, Query query) {
    std::vector<SplitRecord> splits;
    while (query.next()) {
        splits.push_back(splitOf(query));
    }
    for (SplitRecord& split : splits) {
        readAssignments(connection, split);
    }
    return splits;
}

std::optional<SplitRecord> firstOf(std::vector<SplitRecord> splits) {
    return splits.empty() ? std::nullopt : std::optional(std::move(splits.front()));
}

}  // namespace

SplitRecord SplitRepository::add(SplitRecord record) const {
    record.locked = false;
    if (record.createdAt.empty()) {
        record.createdAt = utcNow();
    }
    std::ranges::sort(record.assignments, {}, &SplitAssignment::caseId);
    m_connection->transaction([&] {
        refuseTakenName(record.name, 0);
        m_connection->run("INSERT INTO split (name, seed, created_at) VALUES (?, ?, ?)", record.name, record.seed,
                          record.createdAt);
        record.id = m_connection->lastId();
        insertAssignments(*m_connection, record.id, record.assignments);
    });
    return record;
}

SplitRecord SplitRepository::copy(std::int64_t id, const std::string& newName) const {
    SplitRecord made;
    m_connection->transaction([&] {
        made = get(id);
        made.name = newName;
        made.createdAt.clear();
        made = add(std::move(made));
    });
    return made;
}

SplitRecord SplitRepository::copyWithPatientsTogether(std::int64_t id, const std::string& newName) const {
    SplitRecord made;
    m_connection->transaction([&] {
        static_cast<void>(get(id));
        made = add({.name = newName, .assignments = withPatientsTogether(members(id))});
    });
    return made;
}

void SplitRepository::setAssignments(std::int64_t id, const std::vector<SplitAssignment>& assignments,
                                     std::uint64_t seed) const {
    m_connection->transaction([&] {
        // A locked split without assignments would slip past the triggers when nothing is added to it.
        if (get(id).locked) {
            throw Error(ErrorCode::Conflict,
                        "A run has used this split, so it is locked; copy it and change the copy.");
        }
        m_connection->run("UPDATE split SET seed = ? WHERE id = ?", seed, id);
        m_connection->run("DELETE FROM split_assignment WHERE split_id = ?", id);
        insertAssignments(*m_connection, id, assignments);
    });
}

void SplitRepository::rename(std::int64_t id, const std::string& newName) const {
    m_connection->transaction([&] {
        refuseTakenName(newName, id);
        if (m_connection->run("UPDATE split SET name = ? WHERE id = ?", newName, id) == 0) {
            throw noSuchSplit(id);
        }
    });
}

void SplitRepository::refuseTakenName(const std::string& name, std::int64_t exceptId) const {
    Query other = m_connection->query("SELECT 1 FROM split WHERE name = ? AND id <> ?");
    if (name.empty() || other.with(name, exceptId).next()) {
        throw Error(ErrorCode::Conflict,
                    "The project has a split \"" + name + "\" already, or its name is empty; choose another name.");
    }
}

void SplitRepository::remove(std::int64_t id) const {
    if (m_connection->run("DELETE FROM split WHERE id = ?", id) == 0) {
        throw noSuchSplit(id);
    }
}

std::vector<SplitRecord> SplitRepository::list() const {
    return readSplits(*m_connection,
                      m_connection->query("SELECT id, name, seed, locked, created_at FROM split ORDER BY id"));
}

SplitRecord SplitRepository::get(std::int64_t id) const {
    Query query = m_connection->query("SELECT id, name, seed, locked, created_at FROM split WHERE id = ?");
    query.with(id);
    auto found = firstOf(readSplits(*m_connection, std::move(query)));
    if (!found) {
        throw noSuchSplit(id);
    }
    return *std::move(found);
}

std::optional<SplitRecord> SplitRepository::find(const std::string& name) const {
    Query query = m_connection->query("SELECT id, name, seed, locked, created_at FROM split WHERE name = ?");
    query.with(name);
    return firstOf(readSplits(*m_connection, std::move(query)));
}

std::optional<SplitRecord> SplitRepository::newest() const {
    return firstOf(readSplits(
        *m_connection,
        m_connection->query("SELECT id, name, seed, locked, created_at FROM split ORDER BY id DESC LIMIT 1")));
}

std::string SplitRepository::freeName(const std::string& wanted) const {
    std::string name = wanted;
    for (int number = 2; find(name); ++number) {
        name = wanted + ' ' + std::to_string(number);
    }
    return name;
}

std::vector<SplitMember> SplitRepository::members(std::int64_t id) const {
    std::vector<SplitMember> members;
    Query query = m_connection->query(
        "SELECT study_case.id, name, patient, role, "
        "EXISTS (SELECT 1 FROM source_file WHERE source_file.case_id = study_case.id AND kind = 'label') "
        "FROM split_assignment JOIN study_case ON study_case.id = split_assignment.case_id WHERE split_id = ?");
    query.with(id);
    while (query.next()) {
        if (const auto role = choiceNamed<SplitRole>(query.text(3))) {
            members.push_back({{query.integer(0), query.text(1), query.text(2), query.integer(4) != 0}, *role});
        }
    }
    return members;
}

std::vector<PatientLeak> SplitRepository::leaks(std::int64_t id) const {
    return leaksIn(members(id));
}

std::optional<SplitRole> SplitRepository::roleOf(std::int64_t splitId, std::int64_t caseId) const {
    Query query = m_connection->query("SELECT role FROM split_assignment WHERE split_id = ? AND case_id = ?");
    return query.with(splitId, caseId).next() ? choiceNamed<SplitRole>(query.text(0)) : std::nullopt;
}

Split SplitRepository::cases(std::int64_t splitId) const {
    Query exists = m_connection->query("SELECT 1 FROM split WHERE id = ?");
    if (!exists.with(splitId).next()) {
        throw noSuchSplit(splitId);
    }
    std::vector<Split::Member> members;
    Query query = m_connection->query(
        "SELECT study_case.id, study_case.name, role FROM split_assignment JOIN study_case ON study_case.id = case_id "
        "WHERE split_id = ? ORDER BY study_case.name");
    query.with(splitId);
    while (query.next()) {
        if (const auto role = choiceNamed<SplitRole>(query.text(2))) {
            members.push_back({query.integer(0), query.text(1), *role});
        }
    }
    return Split(std::move(members));
}

std::vector<CaseContent> caseContents(const std::vector<CaseRecord>& cases,
                                      const std::vector<SplitAssignment>& assignments) {
    std::unordered_map<std::int64_t, SplitRole> roles;
    for (const SplitAssignment& one : assignments) {
        roles.emplace(one.caseId, one.role);
    }
    std::vector<CaseContent> members;
    for (const CaseRecord& record : cases) {
        if (const auto role = roles.find(record.id); role != roles.end()) {
            members.push_back({record.name, role->second, record.images.size(), record.labelVoxels});
        }
    }
    return members;
}

std::vector<SplitCandidate> splitCandidates(const Project& project) {
    std::vector<SplitCandidate> candidates;
    for (const CaseRecord& record : project.cases().list()) {
        if (record.state != CaseState::Excluded) {
            candidates.push_back({record.id, record.name, record.patient, record.label.has_value()});
        }
    }
    return candidates;
}

}  // namespace tandem
