// The cases of a project. Used on its Project's thread.
//
// Invariant: a case is stored whole or not at all.
#pragma once

#include "storage/db/case_record.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tandem {

class Connection;

class CaseRepository {
public:
    CaseRepository(Connection& connection, std::filesystem::path projectFolder)
        : m_connection(&connection), m_projectFolder(std::move(projectFolder)) {}

    /// The record with its id, time and relative paths. Throws Error (Conflict) when the name is taken.
    CaseRecord add(CaseRecord record) const;
    /// Replaces what is stored under record.id. Throws Error (NotFound, Conflict).
    void update(CaseRecord changed) const;
    /// Throws Error (Conflict) while a split or a prediction uses it.
    void remove(std::int64_t id) const;

    /// Sorted by name.
    [[nodiscard]] std::vector<CaseRecord> list() const;
    [[nodiscard]] std::int64_t count() const;
    /// Throws Error (NotFound).
    [[nodiscard]] CaseRecord get(std::int64_t id) const;
    [[nodiscard]] std::optional<CaseRecord> find(const std::string& name) const;
    /// Cases with an image of this content.
    [[nodiscard]] std::vector<CaseRecord> withImageHash(const std::string& contentHash) const;

    void setState(std::int64_t id, CaseState state) const;
    /// Out of new splits, or back to the state that its label gives it. Throws Error (NotFound).
    void setExcluded(std::int64_t id, bool isExcluded) const;
    void setTags(std::int64_t id, const std::vector<std::string>& tags) const;

    /// Where the file is now: its absolute path, else its path from the project's folder. Throws Error (NotFound
    /// naming both when it is at neither; InvalidInput for a device or a pipe).
    [[nodiscard]] std::filesystem::path locate(const ImageFile& file) const;
    /// Whether the file is at neither of its paths.
    [[nodiscard]] bool isMissing(const ImageFile& file) const;
    /// Cases of which a file is missing.
    [[nodiscard]] std::vector<CaseRecord> withMissingFiles() const;

private:
    void refuseTakenName(const CaseRecord& record) const;

    Connection* m_connection;
    std::filesystem::path m_projectFolder;
};

}  // namespace tandem
