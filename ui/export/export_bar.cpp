#include "ui/export/export_bar.h"

#include "core/engine_module.h"
#include "storage/db/project.h"
#include "ui/export/report/report_document.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"
#include "ui/theme/allow.h"
#include "ui/theme/breakable.h"
#include "ui/theme/translated.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStringList>
#include <QUrl>
#include <filesystem>
#include <utility>

namespace tandem {

ExportBar::ExportBar(ProjectSession& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_result(new QLabel(this)),
      m_open(new QPushButton(this)),
      m_progress(new QProgressBar(this)),
      m_cancel(new QPushButton(this)),
      m_model(new QPushButton(this)),
      m_export(new QPushButton(this)) {
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_result->setObjectName("exportResult");
    m_result->setWordWrap(true);
    m_open->setObjectName("exportOpen");
    m_open->hide();
    m_progress->setObjectName("exportProgress");
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(200);
    m_progress->hide();
    m_cancel->setObjectName("exportCancel");
    m_cancel->hide();
    m_model->setObjectName("exportModel");
    m_export->setObjectName("exportStart");
    m_export->setProperty("primary", true);
    layout->addWidget(m_result, 1);
    layout->addWidget(m_open);
    layout->addWidget(m_progress);
    layout->addWidget(m_cancel);
    layout->addWidget(m_model);
    layout->addWidget(m_export);
    connect(m_export, &QPushButton::clicked, this, &ExportBar::exportWanted);
    connect(m_model, &QPushButton::clicked, this, &ExportBar::modelWanted);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_exporting) {
            m_exporting->cancel();
        }
    });
    connect(m_open, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_exportedFolder)); });
    keepTranslated(*this, [this] { retranslate(); });
}

void ExportBar::setObstacle(const QString& why) {
    m_obstacle = why;
    showRunning();
}

void ExportBar::setModelObstacle(const QString& why) {
    m_modelObstacle = why;
    showRunning();
}

void ExportBar::run(std::unique_ptr<Job> job, const std::filesystem::path& folder, std::function<Words()> finished,
                    Words stopped) {
    Job* const running = job.get();
    m_exporting = running;
    m_exportedFolder = QString::fromStdString(std::filesystem::absolute(folder).string());
    connect(running, &Job::progressed, this, [this](double fraction, const QString& message) {
        m_progress->setValue(qRound(1000 * fraction));
        m_result->setText(breakable(message));
    });
    connect(running, &Job::finished, this, [this, finished = std::move(finished)] { tellResult(finished(), true); });
    connect(running, &Job::failed, this,
            [this](const QString& sentence) { tellResult([sentence] { return sentence; }, false); });
    connect(running, &Job::cancelled, this, [this, stopped = std::move(stopped)] { tellResult(stopped, false); });
    m_progress->setValue(0);
    m_resultWords = nullptr;
    m_result->setText(tr("Exporting…"));
    m_open->hide();
    m_session.jobs().startNow(std::move(job));
    showRunning();
}

void ExportBar::start(const ExportRequest& wanted) {
    auto job = std::make_unique<ResultJob<ExportSummary>>(
        tr("Export %n case(s)", nullptr, static_cast<int>(wanted.caseIds.size())),
        [folder = m_session.folder(), access = m_session.project().access(), wanted](const Progress& progress,
                                                                                     const std::stop_token& stop) {
            const Project project = Project::open(folder, access);
            ReportDocument report;
            return exportPredictions(project, wanted, progress, stop, &report);
        });
    const auto finished = [this, running = job.get()]() -> Words {
        return [this, summary = running->take()] { return resultText(summary); };
    };
    run(std::move(job), wanted.folder, finished,
        [this] { return tr("Stopped. The files that were finished are in %1.").arg(m_exportedFolder); });
}

void ExportBar::start(const ModelExportRequest& wanted) {
    auto job = std::make_unique<ResultJob<ExportedModel>>(
        tr("Export the model of run %1").arg(wanted.runId),
        [folder = m_session.folder(), access = m_session.project().access(), wanted](const Progress& progress,
                                                                                     const std::stop_token& stop) {
            return exportModel(Project::open(folder, access), *openEngine(), wanted, progress, stop);
        });
    const auto finished = [this, running = job.get()]() -> Words {
        return [this, made = running->take()] { return modelText(made); };
    };
    run(std::move(job), wanted.folder, finished, [] { return tr("Stopped. Nothing was written."); });
}

void ExportBar::showRunning() {
    const bool isRunning = !m_exporting.isNull();
    m_progress->setVisible(isRunning);
    m_cancel->setVisible(isRunning);
    const QString running = isRunning ? tr("An export is running.") : QString();
    allow(*m_export, isRunning ? running : m_obstacle, {});
    allow(*m_model, isRunning ? running : m_modelObstacle,
          tr("Writes a trained network as a folder that works without Tandem: TorchScript, weights, how images are "
             "prepared, and a script that predicts."));
}

void ExportBar::tellResult(Words words, bool hasFolder) {
    m_exporting.clear();
    m_resultWords = std::move(words);
    m_result->setText(breakable(m_resultWords()));
    m_open->setVisible(hasFolder);
    showRunning();
}

QString ExportBar::resultText(const ExportSummary& summary) const {
    QStringList lines{
        tr("Wrote %n file(s) to %1.", nullptr, static_cast<int>(summary.files.size())).arg(m_exportedFolder)};
    for (const std::string& note : summary.notes) {
        lines << QString::fromStdString(note);
    }
    return lines.join("\n");
}

QString ExportBar::modelText(const ExportedModel& made) const {
    const QString written = tr("Wrote the model to %1; README.md there says how it is used.").arg(m_exportedFolder);
    return made.canAbstain
               ? written
               : written + '\n' + tr("It names no trust to abstain under, as trust is not calibrated for this run.");
}

void ExportBar::retranslate() {
    m_open->setText(tr("Open the folder"));
    m_cancel->setText(tr("Stop"));
    m_model->setText(tr("Export model…"));
    m_export->setText(tr("&Export"));
    m_progress->setAccessibleName(tr("Progress of the export"));
    if (m_resultWords) {
        m_result->setText(breakable(m_resultWords()));
    }
    showRunning();
}

}  // namespace tandem
