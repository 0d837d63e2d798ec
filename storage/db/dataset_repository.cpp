#include "storage/db/dataset_repository.h"

#include "core/base/error.h"
#include "core/base/utc_time.h"
#include "storage/db/connection.h"

namespace tandem {

DatasetRecord DatasetRepository::add(const std::string& name) const {
    DatasetRecord record{.id = 0, .name = name, .createdAt = utcNow()};
    m_connection->transaction([&] {
        if (name.empty() || find(name)) {
            throw Error(ErrorCode::Conflict,
                        "The project has a dataset \"" + name + "\" already, or its name is empty; choose another.");
        }
        m_connection->run("INSERT INTO dataset (name, created_at) VALUES (?, ?)", name, record.createdAt);
        record.id = m_connection->lastId();
    });
    return record;
}

std::vector<DatasetRecord> DatasetRepository::list() const {
    std::vector<DatasetRecord> all;
    Query query = m_connection->query("SELECT id, name, created_at FROM dataset ORDER BY id");
    while (query.next()) {
        all.push_back({query.integer(0), query.text(1), query.text(2)});
    }
    return all;
}

std::optional<DatasetRecord> DatasetRepository::find(const std::string& name) const {
    Query query = m_connection->query("SELECT id, name, created_at FROM dataset WHERE name = ?");
    if (!query.with(name).next()) {
        return std::nullopt;
    }
    return DatasetRecord{query.integer(0), query.text(1), query.text(2)};
}

}  // namespace tandem
