// The bar below the page Export: starts an export of results or of a model, shows how far it is, and says what came of
// it.
//
// Used on the GUI thread; files are written by a job. Invariant: at most one export of this bar runs; while none can be
// started, its button says why.
#pragma once

#include "storage/export/export_study.h"
#include "storage/export/model_export.h"
#include "ui/jobs/job.h"

#include <QPointer>
#include <QWidget>
#include <filesystem>
#include <functional>
#include <memory>

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
    /// The same of a model.
    void setModelObstacle(const QString& why);
    void start(const ExportRequest& wanted);
    void start(const ModelExportRequest& wanted);

Q_SIGNALS:
    void exportWanted();
    void modelWanted();

private:
    /// What to say, in the language of the moment.
    using Words = std::function<QString()>;

    /// finished: called once, when the job has finished, for what to say from then on.
    void run(std::unique_ptr<Job> job, const std::filesystem::path& folder, std::function<Words()> finished,
             Words stopped);
    void showRunning();
    void tellResult(Words words, bool hasFolder);
    [[nodiscard]] QString resultText(const ExportSummary& summary) const;
    [[nodiscard]] QString modelText(const ExportedModel& made) const;
    void retranslate();

    ProjectSession& m_session;
    QString m_obstacle;
    QString m_modelObstacle;
    QPointer<Job> m_exporting;
    QString m_exportedFolder;
    Words m_resultWords;  ///< of the export that ended last; none before and while one runs

    QLabel* m_result;
    QPushButton* m_open;
    QProgressBar* m_progress;
    QPushButton* m_cancel;
    QPushButton* m_model;
    QPushButton* m_export;
};

}  // namespace tandem
