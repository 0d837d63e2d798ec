#include "storage/db/label_repository.h"

#include "core/base/error.h"
#include "storage/db/connection.h"

namespace tandem {
namespace {

bool sameValues(const LabelScheme& a, const LabelScheme& b) {
    if (a.count() != b.count()) {
        return false;
    }
    for (std::size_t i = 0; i < a.classes.size(); ++i) {
        if (a.classes[i].fileValue != b.classes[i].fileValue) {
            return false;
        }
    }
    return true;
}

}  // namespace

LabelScheme LabelRepository::scheme() const {
    LabelScheme scheme;
    Query query =
        m_connection->query("SELECT name, red, green, blue, file_value FROM label_class ORDER BY class_index");
    while (query.next()) {
        scheme.classes.push_back(
            {query.text(0),
             {static_cast<std::uint8_t>(query.integer(1)), static_cast<std::uint8_t>(query.integer(2)),
              static_cast<std::uint8_t>(query.integer(3))},
             static_cast<std::int32_t>(query.integer(4))});
    }
    return scheme;
}

bool LabelRepository::areValuesFixed() const {
    Query labels = m_connection->query("SELECT EXISTS (SELECT 1 FROM source_file WHERE kind = 'label')");
    return labels.next() && labels.integer(0) != 0;
}

void LabelRepository::setScheme(const LabelScheme& wanted) const {
    wanted.check();
    m_connection->transaction([&] {
        if (areValuesFixed() && !sameValues(scheme(), wanted)) {
            throw Error(ErrorCode::Conflict,
                        "The project has cases with labels, so the number of classes and their voxel values can no "
                        "longer change; make a new project for another label scheme.");
        }
        m_connection->run("DELETE FROM label_class");
        for (std::size_t index = 0; index < wanted.classes.size(); ++index) {
            const LabelClass& one = wanted.classes[index];
            m_connection->run(
                "INSERT INTO label_class (class_index, name, red, green, blue, file_value) VALUES (?, ?, ?, ?, ?, ?)",
                index, one.name, one.colour[0], one.colour[1], one.colour[2], one.fileValue);
        }
    });
}

}  // namespace tandem
