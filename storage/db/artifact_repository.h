// Files that were made for use outside the project. Used on its Project's thread.
//
// Invariant: one per file; recording a file again replaces what is known of it.
#pragma once

#include "storage/db/result_records.h"

#include <cstdint>
#include <vector>

namespace tandem {

class Connection;

class ArtifactRepository {
public:
    explicit ArtifactRepository(Connection& connection) : m_connection(&connection) {}

    ArtifactRecord record(ArtifactRecord artifact) const;
    /// Sorted by id.
    [[nodiscard]] std::vector<ArtifactRecord> list() const;

private:
    Connection* m_connection;
};

}  // namespace tandem
