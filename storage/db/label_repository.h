// The project's label scheme. Used on its Project's thread.
//
// Invariant: the stored scheme always passes LabelScheme::check().
#pragma once

#include "core/study/label_scheme.h"

namespace tandem {

class Connection;

class LabelRepository {
public:
    explicit LabelRepository(Connection& connection) : m_connection(&connection) {}

    [[nodiscard]] LabelScheme scheme() const;

    /// Whether cases with labels are there, so that only names and colours can change.
    [[nodiscard]] bool areValuesFixed() const;

    /// Names and colours can always change. Throws Error (InvalidInput as LabelScheme::check(); Conflict when the
    /// number of classes or their voxel values would change although cases with labels are there).
    void setScheme(const LabelScheme& scheme) const;

private:
    Connection* m_connection;
};

}  // namespace tandem
