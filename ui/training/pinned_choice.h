// Which case of a split is watched while a run trains: none, or one of its cases but for the test cases.
//
// Used on the GUI thread. Invariant: the choice is a case of the split that was shown last.
#pragma once

#include "ui/theme/name_box.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace tandem {

class Project;

class PinnedChoice : public NameBox {
    Q_OBJECT

public:
    explicit PinnedChoice(QWidget* parent = nullptr);

    /// Keeps the case that is chosen when the split has it. Throws Error.
    void showSplit(const Project& project, std::optional<std::int64_t> splitId);
    [[nodiscard]] std::optional<std::int64_t> caseId() const;
    /// Nothing when the split has no such case.
    void choose(const std::optional<std::int64_t>& caseId);

private:
    struct Entry {
        std::int64_t caseId = 0;
        QString name;
        int role = 0;
    };

    void fill();

    std::vector<Entry> m_entries;
};

}  // namespace tandem
