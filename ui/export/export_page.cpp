#include "ui/export/export_page.h"

#include "core/maps/map_name.h"
#include "storage/db/project.h"
#include "storage/export/bids_names.h"
#include "storage/export/export_names.h"
#include "storage/prediction/prediction_weights.h"
#include "ui/export/abstain_panel.h"
#include "ui/export/export_bar.h"
#include "ui/export/export_case_list.h"
#include "ui/export/export_options_panel.h"
#include "ui/export/model_export_dialog.h"
#include "ui/session/project_session.h"
#include "ui/session/run_titles.h"
#include "ui/theme/attempt.h"
#include "ui/theme/dialogs.h"
#include "ui/theme/folding_side.h"
#include "ui/theme/name_box.h"
#include "ui/theme/translated.h"
#include "ui/theme/wrapping_bar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace tandem {
namespace {

/// Where exports go before a person chooses: into the project, where it may change.
std::filesystem::path firstFolder(ProjectSession& session) {
    if (!session.isToLook()) {
        return session.project().exportsFolder();
    }
    return std::filesystem::path(documentsFolder().toStdString()) / (session.project().name() + "-exports");
}

}  // namespace

ExportPage::ExportPage(ProjectSession& session, QWidget* parent)
    : ProjectPage(session, ProjectPart::Cases | ProjectPart::Labels | ProjectPart::Runs | ProjectPart::Predictions,
                  parent),
      m_reading([this](ExportListing listing) { takeListing(std::move(listing)); }, m_session.teller()) {
    setObjectName("exportPage");
    build();
    connectParts();
    keepTranslated(*this, [this] { retranslate(); });
}

ExportPage::~ExportPage() = default;

void ExportPage::build() {
    m_pages = new QStackedWidget(this);
    m_message = new QLabel(m_pages);
    m_message->setObjectName("exportMessage");
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_pages->addWidget(m_message);
    m_pages->addWidget(makeColumns());
    m_bar = new ExportBar(m_session, this);
    auto* const outer = new QVBoxLayout(this);
    outer->setContentsMargins(14, 12, 14, 10);
    outer->setSpacing(10);
    outer->addWidget(m_pages, 1);
    outer->addWidget(m_bar);
}

QWidget* ExportPage::makeChooser() {
    auto* const chooser = new QWidget(this);
    auto* const rows = new QVBoxLayout(chooser);
    rows->setContentsMargins(0, 0, 0, 0);
    constexpr int kLeastCharacters = 14;  // else run and checkpoint stand below each other
    const auto add = [&](QLabel*& label, QComboBox*& box, const char* name) {
        label = new QLabel(chooser);
        box = new NameBox(chooser, kLeastCharacters);
        box->setObjectName(name);
        label->setBuddy(box);
        auto* const column = new QVBoxLayout;
        column->setSpacing(2);
        column->addWidget(label);
        column->addWidget(box);
        return column;
    };
    auto* const top = new WrappingBar(chooser);
    top->addGroup(1)->addLayout(add(m_runLabel, m_runs, "exportRun"));
    top->addGroup(1)->addLayout(add(m_checkpointLabel, m_checkpoints, "exportCheckpoint"));
    m_cases = new ExportCaseList(chooser);
    rows->addWidget(top);
    rows->addWidget(m_cases, 1);
    return chooser;
}

QWidget* ExportPage::makeColumns() {
    auto* const columns = new QWidget(this);
    auto* const layout = new QHBoxLayout(columns);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    m_options = new ExportOptionsPanel(firstFolder(m_session), columns);
    // Scrolls where the window is low.
    auto* const scrolled = new QScrollArea(columns);
    scrolled->setWidget(m_options);
    scrolled->setWidgetResizable(true);
    scrolled->setFrameShape(QFrame::NoFrame);
    scrolled->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scrolled->setFixedWidth(300);
    m_abstain = new AbstainPanel(m_session, columns);
    m_abstain->setMinimumWidth(250);
    layout->addWidget(makeChooser(), 5);
    layout->addWidget(scrolled);
    constexpr int kLeastBeside = 570;
    m_side = new FoldingSide(m_abstain, Qt::RightEdge, kLeastBeside, this);
    layout->addWidget(m_side, 4);
    return columns;
}

void ExportPage::connectParts() {
    connect(m_runs, &QComboBox::activated, this, &ExportPage::chooseRun);
    connect(m_checkpoints, &QComboBox::activated, this, &ExportPage::chooseCheckpoint);
    connect(m_cases, &ExportCaseList::ticksChanged, this, &ExportPage::showRequest);
    connect(m_cases, &ExportCaseList::lookedChanged, this, &ExportPage::showRequest);
    connect(m_options, &ExportOptionsPanel::changed, this, &ExportPage::showRequest);
    connect(m_abstain, &AbstainPanel::changed, this, &ExportPage::showRequest);
    connect(m_bar, &ExportBar::exportWanted, this, [this] { m_bar->start(request()); });
    connect(m_bar, &ExportBar::modelWanted, this, &ExportPage::exportModel);
}

void ExportPage::reread() {
    m_reading.ask(tr("Looking for predictions"),
                  [folder = m_session.folder(), run = m_wantedRun, checkpoint = m_wantedCheckpoint](
                      const Progress&, const std::stop_token& stop) {
                      return readExportListing(Project::open(folder, ProjectAccess::ReadOnly), run, checkpoint, stop);
                  });
}

void ExportPage::takeListing(ExportListing listing) {
    const std::vector<ExportCandidate> before = std::exchange(m_listing, std::move(listing)).cases;
    const bool isAgain = std::exchange(m_isListed, true);
    showListing();
    if (isAgain && m_listing.cases != before) {
        m_abstain->lookAgain();
    }
}

void ExportPage::chooseRun() {
    m_wantedRun = m_runs->currentData().toLongLong();
    m_wantedCheckpoint.clear();
    reread();
}

void ExportPage::chooseCheckpoint() {
    m_wantedRun = m_listing.runId;
    m_wantedCheckpoint = m_checkpoints->currentData().toString().toStdString();
    reread();
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
    m_bar->setModelObstacle(m_listing.hasModel ? QString()
                                               : tr("No run has a checkpoint yet; train one on the page Training."));
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
    m_bar->setObstacle(obstacle(wanted));
}

void ExportPage::showExample(const ExportRequest& wanted, const std::vector<ExportCandidate>& cases) {
    const auto run = std::ranges::find(m_listing.runs, m_listing.runId, &RunRecord::id);
    QString example;
    const QString complaint = complaintOf([&] {
        if (wanted.layout == ExportLayout::Bids) {
            const std::string path = cases.empty() ? "sub-1/anat/sub-1" : cases.front().bidsPath;
            const std::string name = path + bidsEnding(m_listing.runId, wanted.label);
            example = tr("Example: %1").arg(QString::fromStdString(bidsDerivatives({}) / (name + ".nii.gz")));
            return;
        }
        checkPattern(wanted.pattern);
        const bool isThere = !cases.empty() && run != m_listing.runs.end();
        const NameParts parts{.caseName = isThere ? cases.front().name : "case",
                              .patient = isThere ? cases.front().patient : "patient",
                              .run = std::to_string(m_listing.runId),
                              .method = isThere ? run->method : "method",
                              .what = textOf(kLabelMap)};
        const std::string name = filledIn(wanted.pattern, parts) + std::string(extensionOf(wanted.format));
        example = tr("Example: %1").arg(QString::fromStdString(name));
    });
    m_options->setExample(complaint.isEmpty() ? example : complaint, !complaint.isEmpty());
}

QString ExportPage::obstacle(const ExportRequest& wanted) const {
    if (wanted.caseIds.empty()) {
        return tr("Choose at least one case.");
    }
    return complaintOf([&] { wanted.check(); });
}

void ExportPage::exportModel() {
    auto* const dialog = new ModelExportDialog(m_session, m_listing.runId, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        ModelExportRequest wanted = dialog->request();
        wanted.abstainUnder = m_abstain->settings().value_or(AbstainSettings{}).threshold;
        m_bar->start(wanted);
    });
    openDialog(*dialog);
}

void ExportPage::retranslate() {
    m_runLabel->setText(tr("&Run"));
    m_checkpointLabel->setText(tr("&Checkpoint"));
    m_side->setTitle(tr("what abstaining does"));
    showListing();
}

}  // namespace tandem
