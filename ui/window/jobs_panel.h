// The list of jobs with their progress, each with a button that cancels it.
//
// Used on the GUI thread.
#pragma once

#include <QWidget>

class QListView;
class QPushButton;

namespace tandem {

class JobList;

class JobsPanel : public QWidget {
    Q_OBJECT

public:
    explicit JobsPanel(JobList& jobs, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void cancelChosen();
    void retranslate();

    JobList& m_jobs;
    QListView* m_list;
    QPushButton* m_cancel;
    QPushButton* m_clear;
};

}  // namespace tandem
