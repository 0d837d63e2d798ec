// The list of jobs with their progress, in which the chosen one can be stopped or, while it waits, moved; and the log
// of what happened in the project.
//
// Used on the GUI thread.
#pragma once

#include <QWidget>

class QLabel;
class QListView;
class QPushButton;
class QTabWidget;
class QTableView;
class QToolButton;

namespace tandem {

class EventLogModel;
class JobList;

class JobsPanel : public QWidget {
    Q_OBJECT

public:
    explicit JobsPanel(JobList& jobs, QWidget* parent = nullptr);

    [[nodiscard]] EventLogModel& log() const { return *m_log; }

private:
    [[nodiscard]] QWidget* makeQueue();
    [[nodiscard]] QWidget* makeLog();
    void refresh();
    void stopChosen();
    void moveChosen(int step);
    void retranslate();

    JobList& m_jobs;
    EventLogModel* m_log;
    QTabWidget* m_tabs;
    QListView* m_list = nullptr;
    QLabel* m_noJobs = nullptr;
    QPushButton* m_stop = nullptr;
    QToolButton* m_up = nullptr;
    QToolButton* m_down = nullptr;
    QPushButton* m_clear = nullptr;
    QTableView* m_events = nullptr;
};

}  // namespace tandem
