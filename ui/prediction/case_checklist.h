// The cases of the project with a tick for each that shall be segmented.
//
// Used on the GUI thread. Invariant: an excluded case has no tick and cannot get one.
#pragma once

#include <QListWidget>
#include <cstdint>
#include <set>
#include <vector>

namespace tandem {

struct CaseRecord;

class CaseChecklist : public QListWidget {
    Q_OBJECT

public:
    /// ticked: at first.
    CaseChecklist(const std::vector<CaseRecord>& cases, const std::set<std::int64_t>& ticked,
                  QWidget* parent = nullptr);

    /// Sorted by id.
    [[nodiscard]] std::vector<std::int64_t> ticked() const;

    [[nodiscard]] QSize sizeHint() const override { return {320, 170}; }

Q_SIGNALS:
    void ticksChanged();
};

}  // namespace tandem
