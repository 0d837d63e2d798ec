// The buttons above the table of runs: what can be done with those that are selected.
//
// Used on the GUI thread. Invariant: a button that cannot be pressed says why in its tooltip.
#pragma once

#include "core/settings/training_settings.h"
#include "storage/db/run_record.h"

#include <QWidget>
#include <vector>

class QAction;
class QHBoxLayout;
class QLabel;
class QPushButton;

namespace tandem {

class RunLauncher;
struct RunRow;

class RunActions : public QWidget {
    Q_OBJECT

public:
    explicit RunActions(RunLauncher& launcher, QWidget* parent = nullptr);

    void setRuns(const std::vector<const RunRow*>& runs);

Q_SIGNALS:
    void cloneRequested(std::int64_t runId);
    void curvesTableRequested(std::int64_t runId);
    void curvesEventsRequested(std::int64_t runId);
    void removalRequested(std::int64_t runId);

private:
    [[nodiscard]] QPushButton* add(const QString& objectName, QHBoxLayout& row);
    void retranslate();
    void refresh();
    void togglePause();
    [[nodiscard]] QString whyNotPause() const;
    [[nodiscard]] QString whyNotStop() const;
    [[nodiscard]] QString whyNotResume() const;
    [[nodiscard]] QString whyNotExtend() const;
    [[nodiscard]] QString whyNotExportCurves() const;
    [[nodiscard]] QString whyNotRemove() const;
    void askForIterations();

    /// What the buttons need to know of a selected run.
    struct Selected {
        std::int64_t id = 0;
        RunStatus status = RunStatus::Queued;
        TrainingSettings settings;
        std::int64_t iteration = 0;  ///< that it has done
        bool hasCheckpoint = false;
    };

    RunLauncher& m_launcher;
    std::vector<Selected> m_selected;
    QLabel* m_heading = nullptr;
    QPushButton* m_pause = nullptr;
    QPushButton* m_stop = nullptr;
    QPushButton* m_resume = nullptr;
    QPushButton* m_extend = nullptr;
    QPushButton* m_clone = nullptr;
    QPushButton* m_curves = nullptr;
    QAction* m_curvesTable = nullptr;
    QAction* m_curvesEvents = nullptr;
    QPushButton* m_remove = nullptr;
};

}  // namespace tandem
