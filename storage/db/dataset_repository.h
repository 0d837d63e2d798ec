// Where the cases of a project come from. Used on its Project's thread.
//
// Invariant: there is always at least one, made with the project.
#pragma once

#include "storage/db/case_record.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tandem {

class Connection;

class DatasetRepository {
public:
    explicit DatasetRepository(Connection& connection) : m_connection(&connection) {}

    /// Throws Error (Conflict) when the name is taken.
    DatasetRecord add(const std::string& name) const;
    [[nodiscard]] std::vector<DatasetRecord> list() const;
    [[nodiscard]] std::optional<DatasetRecord> find(const std::string& name) const;

private:
    Connection* m_connection;
};

}  // namespace tandem
