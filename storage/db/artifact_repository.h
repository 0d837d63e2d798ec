// Files that were made for use outside the project, and whose the weights among them are. Used on its Project's thread.
//
// Invariant: one per file; recording a file again replaces what is known of it. Weights stay known by their content.
#pragma once

#include "storage/db/result_records.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tandem {

class Connection;

class ArtifactRepository {
public:
    explicit ArtifactRepository(Connection& connection) : m_connection(&connection) {}

    ArtifactRecord record(ArtifactRecord artifact) const;
    /// Sorted by id.
    [[nodiscard]] std::vector<ArtifactRecord> list() const;

    /// origin: JSON, in the place of what was kept of the same content.
    void keepOrigin(const std::string& contentHash, const std::string& origin) const;
    /// Nothing for weights that nobody kept.
    [[nodiscard]] std::optional<std::string> originOf(const std::string& contentHash) const;

private:
    Connection* m_connection;
};

}  // namespace tandem
