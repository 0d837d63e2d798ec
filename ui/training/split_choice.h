// On which split a run trains: one of the project's.
//
// Used on the GUI thread. Invariant: what is said of a split, its roles and the patients whose cases it divides, is
// what was read last.
#pragma once

#include "ui/theme/name_box.h"

#include <cstdint>
#include <optional>

namespace tandem {

class Project;

class SplitChoice : public NameBox {
    Q_OBJECT

public:
    using NameBox::NameBox;

    /// Keeps the split that is chosen as long as it is there; else the newest is. Tells nobody. Throws Error.
    void read(const Project& project);
    [[nodiscard]] std::optional<std::int64_t> splitId() const;
    /// Nothing happens when there is no such split.
    void choose(std::int64_t splitId);
    /// How many cases have which role.
    [[nodiscard]] QString roles() const;
    /// Of the patients whose cases the split divides; empty when there are none.
    [[nodiscard]] QString leaks() const;
};

}  // namespace tandem
