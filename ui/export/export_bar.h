// The bar below the page Export: starts an export, shows how far it is, and says what came of it.
//
// Used on the GUI thread; files are written by a job. Invariant: at most one export of this bar runs; while none can be
// started, the button says why.
#pragma once

#include "storage/export/export_study.h"
#include "ui/jobs/job.h"

#include <QPointer>
#include <QWidget>
#include <functional>

class QLabel;
class QProgressBar;
class QPushButton;

namespace tandem {

class ProjectSession;

class ExportBar : public QWidget {
    Q_OBJECT

public:
    explicit ExportBar(ProjectSession& session, QWidget* parent = nullptr);

    /// Why nothing can be exported now; empty when it can.
    void setObstacle(const QString& why);
    void start(const ExportRequest& wanted);

Q_SIGNALS:
    void exportWanted();

private:
    void showRunning();
    /// words: what to say, in the language of the moment.
    void tellResult(std::function<QString()> words, bool hasFolder);
    [[nodiscard]] QString resultText(const ExportSummary& summary) const;
    void retranslate();

    ProjectSession& m_session;
    QString m_obstacle;
    QPointer<Job> m_exporting;
    QString m_exportedFolder;
    std::function<QString()> m_resultWords;  ///< of the export that ended last; none before and while one runs

    QLabel* m_result;
    QPushButton* m_open;
    QProgressBar* m_progress;
    QPushButton* m_cancel;
    QPushButton* m_export;
};

}  // namespace tandem
