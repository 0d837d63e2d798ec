#include "ui/export/export_page.h"

#include "core/base/error.h"
#include "storage/db/project.h"
#include "storage/export/export_names.h"
#include "storage/prediction/prediction_weights.h"
#include "ui/export/abstain_panel.h"
#include "ui/export/export_case_list.h"
#include "ui/export/export_options_panel.h"
#include "ui/export/report/report_document.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"
#include "ui/session/run_titles.h"
#include "ui/theme/breakable.h"
#include "ui/theme/folding_side.h"

#include <QComboBox>
#include <QDesktopServices>
#include <QEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QStringList>
#include <QUrl>
#include <algorithm>
#include <utility>

namespace tandem {

ExportPage::ExportPage(ProjectSession& session, QWidget* parent) : QWidget(parent), m_session(session) {
    setObjectName("exportPage");
    build();
    connectParts();
    retranslate();
    read();
}

ExportPage::~ExportPage() = default;

void ExportPage::connectParts() {
    connect(m_runs, &QComboBox::activated, this, &ExportPage::chooseRun);
    connect(m_checkpoints, &QComboBox::activated, this, &ExportPage::chooseCheckpoint);
    connect(m_cases, &ExportCaseList::ticksChanged, this, &ExportPage::showRequest);
    connect(m_cases, &ExportCaseList::lookedChanged, this, &ExportPage::showRequest);
    connect(m_options, &ExportOptionsPanel::changed, this, &ExportPage::showRequest);
    connect(m_abstain, &AbstainPanel::changed, this, &ExportPage::showRequest);
    connect(m_export, &QPushButton::clicked, this, &ExportPage::startExport);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_exporting) {
            m_exporting->cancel();
        }
    });
    connect(m_open, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_exportedFolder)); });
    for (const auto change : {&ProjectSession::predictionsChanged, &ProjectSession::runsChanged,
                              &ProjectSession::casesChanged, &ProjectSession::labelsChanged}) {
        connect(&m_session, change, this, &ExportPage::read);
    }
}

void ExportPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    read();  // another program may have predicted meanwhile
}

void ExportPage::read() {
    if (m_reading || !isVisible()) {
        m_isStale = true;
        return;
    }
    m_isStale = false;
    m_reading = std::make_unique<ResultJob<ExportListing>>(
        tr("Looking for predictions"), [folder = m_session.folder(), run = m_wantedRun,
                                        checkpoint = m_wantedCheckpoint](const Progress&, const std::stop_token& stop) {
            return readExportListing(Project::open(folder, ProjectAccess::ReadOnly), run, checkpoint, stop);
        });
    connect(m_reading.get(), &Job::failed, this,
            [this](const QString& sentence) { Q_EMIT m_session.failed(sentence, m_reading->detail()); });
    connect(m_reading.get(), &Job::ended, this, &ExportPage::takeListing);
    m_reading->start();
}

void ExportPage::takeListing() {
    // This is called by the job itself, which must live until it returns.
    ResultJob<ExportListing>* const ended = m_reading.release();
    ended->deleteLater();
    if (m_isStale) {
        read();
    } else if (ended->state() == JobState::Finished) {
        const std::vector<ExportCandidate> before = std::exchange(m_listing, std::move(ended->result())).cases;
        const bool isAgain = std::exchange(m_isListed, true);
        showListing();
        if (isAgain && m_listing.cases != before) {
            m_abstain->lookAgain();
        }
    }
}

void ExportPage::chooseRun() {
    m_wantedRun = m_runs->currentData().toLongLong();
    m_wantedCheckpoint.clear();
    read();
}

void ExportPage::chooseCheckpoint() {
    m_wantedRun = m_listing.runId;
    m_wantedCheckpoint = m_checkpoints->currentData().toString().toStdString();
    read();
}

QString ExportPage::checkpointText(const PredictingCheckpoint& one) const {
    return weightsTitle({.hash = one.contentHash, .kind = one.kind, .iteration = one.iteration}, one.isOutdated);
}

void ExportPage::showListing() {
    const QSignalBlocker blockedRuns(m_runs);
    const QSignalBlocker blockedCheckpoints(m_checkpoints);
    m_runs->clear();
    for (const RunRecord& run : m_listing.runs) {
        m_runs->addItem(runTitle(run), QVariant::fromValue<qlonglong>(run.id));
    }
    m_runs->setCurrentIndex(m_runs->findData(QVariant::fromValue<qlonglong>(m_listing.runId)));
    m_checkpoints->clear();
    for (const PredictingCheckpoint& one : m_listing.checkpoints) {
        m_checkpoints->addItem(checkpointText(one), QString::fromStdString(one.contentHash));
        m_checkpoints->setItemData(m_checkpoints->count() - 1, tr("It predicted %n case(s).", nullptr, one.cases),
                                   Qt::ToolTipRole);
    }
    m_checkpoints->setCurrentIndex(m_checkpoints->findData(QString::fromStdString(m_listing.checkpointHash)));
    m_pages->setCurrentIndex(m_listing.runs.empty() ? 0 : 1);
    m_message->setText(m_isListed
                           ? tr("Nothing can be exported yet: no case was predicted.\n\nTrain a run on the page "
                                "Training, then predict cases with it; their labels, maps, surfaces and reports can be "
                                "exported here.")
                           : tr("Looking for predictions…"));
    m_cases->setCases(m_listing.cases);
}

ExportRequest ExportPage::request() const {
    ExportRequest wanted;
    wanted.runId = m_listing.runId;
    wanted.checkpoint = m_listing.checkpointHash;
    for (const ExportCandidate& one : m_cases->ticked()) {
        wanted.caseIds.push_back(one.caseId);
    }
    m_options->fill(wanted);
    wanted.abstain = m_abstain->settings();
    return wanted;
}

void ExportPage::showRequest() {
    const std::vector<ExportCandidate> cases = m_cases->ticked();
    const auto count = [&](bool ExportCandidate::* has) {
        return static_cast<int>(std::ranges::count(cases, true, has));
    };
    m_options->setAvailability({.cases = static_cast<int>(cases.size()),
                                .fromDicom = count(&ExportCandidate::isFromDicom),
                                .withLabel = count(&ExportCandidate::hasLabel),
                                .withProbabilities = count(&ExportCandidate::hasProbabilities)});
    const auto blind = std::ranges::find(cases, false, &ExportCandidate::canAbstain);
    m_abstain->setObstacle(blind == cases.end()
                               ? QString()
                               : tr("%1 was predicted without all maps; predict it with all maps, or leave it "
                                    "out.")
                                     .arg(QString::fromStdString(blind->name)));
    const ExportRequest wanted = request();
    m_cases->setLabel(wanted.label);
    const auto looked = m_cases->looked();
    m_abstain->look(looked ? std::optional(AbstainPanel::Wanted{.runId = m_listing.runId,
                                                                .caseId = looked->caseId,
                                                                .checkpointHash = m_listing.checkpointHash,
                                                                .caseName = looked->name,
                                                                .label = wanted.label})
                           : std::nullopt);
    showExample(wanted, cases);
    const QString why = obstacle(wanted);
    m_export->setEnabled(why.isEmpty() && m_exporting.isNull());
    m_export->setToolTip(m_exporting.isNull() ? why : tr("An export is running."));
}

void ExportPage::showExample(const ExportRequest& wanted, const std::vector<ExportCandidate>& cases) {
    const auto run = std::ranges::find(m_listing.runs, m_listing.runId, &RunRecord::id);
    try {
        checkPattern(wanted.pattern);
        const bool isThere = !cases.empty() && run != m_listing.runs.end();
        const NameParts parts{.caseName = isThere ? cases.front().name : "case",
                              .patient = isThere ? cases.front().patient : "patient",
                              .run = std::to_string(m_listing.runId),
                              .method = isThere ? run->method : "method",
                              .what = "label"};
        const std::string name = filledIn(wanted.pattern, parts) + std::string(extensionOf(wanted.format));
        m_options->setExample(tr("Example: %1").arg(QString::fromStdString(name)), false);
    } catch (const Error& error) {
        m_options->setExample(QString::fromUtf8(error.what()), true);
    }
}

QString ExportPage::obstacle(const ExportRequest& wanted) const {
    if (wanted.caseIds.empty()) {
        return tr("Choose at least one case.");
    }
    try {
        wanted.check();
    } catch (const Error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

void ExportPage::startExport() {
    const ExportRequest wanted = request();
    auto job = std::make_unique<ResultJob<ExportSummary>>(
        tr("Export %n case(s)", nullptr, static_cast<int>(wanted.caseIds.size())),
        [folder = m_session.folder(), wanted](const Progress& progress, const std::stop_token& stop) {
            const Project project = Project::open(folder);
            ReportDocument report;
            return exportPredictions(project, wanted, progress, stop, &report);
        });
    auto* const running = job.get();
    m_exporting = running;
    m_exportedFolder = QString::fromStdString(std::filesystem::absolute(wanted.folder).string());
    connect(running, &Job::progressed, this, [this](double fraction, const QString& message) {
        m_progress->setValue(qRound(1000 * fraction));
        m_result->setText(breakable(message));
    });
    connect(running, &Job::finished, this,
            [this, running] { tellResult([this, summary = running->result()] { return resultText(summary); }, true); });
    connect(running, &Job::failed, this,
            [this](const QString& sentence) { tellResult([sentence] { return sentence; }, false); });
    connect(running, &Job::cancelled, this, [this] {
        tellResult([this] { return tr("Stopped. The files that were finished are in %1.").arg(m_exportedFolder); },
                   false);
    });
    m_progress->setValue(0);
    m_resultWords = nullptr;
    m_result->setText(tr("Exporting…"));
    m_open->hide();
    m_session.jobs().startNow(std::move(job));
    showRunning();
}

void ExportPage::showRunning() {
    const bool isRunning = !m_exporting.isNull();
    m_progress->setVisible(isRunning);
    m_cancel->setVisible(isRunning);
    showRequest();
}

void ExportPage::tellResult(std::function<QString()> words, bool hasFolder) {
    m_exporting.clear();
    m_resultWords = std::move(words);
    m_result->setText(breakable(m_resultWords()));
    m_open->setVisible(hasFolder);
    showRunning();
}

QString ExportPage::resultText(const ExportSummary& summary) const {
    QStringList lines{
        tr("Wrote %n file(s) to %1.", nullptr, static_cast<int>(summary.files.size())).arg(m_exportedFolder)};
    for (const std::string& note : summary.notes) {
        lines << QString::fromStdString(note);
    }
    return lines.join("\n");
}

void ExportPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

void ExportPage::retranslate() {
    m_runLabel->setText(tr("&Run"));
    m_checkpointLabel->setText(tr("&Checkpoint"));
    m_side->setTitle(tr("what abstaining does"));
    m_open->setText(tr("Open the folder"));
    m_cancel->setText(tr("Stop"));
    m_export->setText(tr("&Export"));
    m_progress->setAccessibleName(tr("Progress of the export"));
    if (m_resultWords) {
        m_result->setText(breakable(m_resultWords()));
    }
    showListing();
}

}  // namespace tandem
