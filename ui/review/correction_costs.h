// What finished corrections have cost, in a dialog: time, actions and corrected voxels of each, to be saved as a table.
//
// Used on the GUI thread; the provenance is read in a job. Invariant: what is saved is what is shown.
#pragma once

#include "storage/correction/correction_cost.h"
#include "ui/jobs/latest_job.h"

#include <QDialog>
#include <vector>

class QLabel;
class QPushButton;
class QTableWidget;

namespace tandem {

class ProjectSession;

class CorrectionCosts : public QDialog {
    Q_OBJECT

public:
    explicit CorrectionCosts(ProjectSession& session, QWidget* parent = nullptr);

private:
    void showCosts(const std::vector<CorrectionCost>& costs);
    void save();

    ProjectSession& m_session;
    std::vector<CorrectionCost> m_costs;
    QLabel* m_summary = nullptr;
    QTableWidget* m_table = nullptr;
    QPushButton* m_save = nullptr;
    LatestJob<std::vector<CorrectionCost>> m_reading;
};

}  // namespace tandem
