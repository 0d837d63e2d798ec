// The table of runs, in which some are selected.
//
// Used on the GUI thread. Invariant: rows are selected whole.
#pragma once

#include <QTableView>
#include <cstdint>
#include <vector>

namespace tandem {

class RunTableModel;
struct RunRow;

class RunTableView : public QTableView {
    Q_OBJECT

public:
    explicit RunTableView(RunTableModel& model, QWidget* parent = nullptr);

    /// From the top; valid until the model changes.
    [[nodiscard]] std::vector<const RunRow*> selectedRuns() const;
    void select(std::int64_t runId);

private:
    RunTableModel& m_runs;
};

}  // namespace tandem
