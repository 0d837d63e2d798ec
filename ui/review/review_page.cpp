#include "ui/review/review_page.h"

#include "storage/db/checkpoint_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/simulation/simulated_cases.h"
#include "storage/training/train_on.h"
#include "ui/numbers/quantity.h"
#include "ui/review/case_glance.h"
#include "ui/review/evidence_panel.h"
#include "ui/review/queue_view.h"
#include "ui/review/region_reader.h"
#include "ui/review/region_view.h"
#include "ui/review/review_actions.h"
#include "ui/review/review_bar.h"
#include "ui/review/review_words.h"
#include "ui/review/strategy_panel.h"
#include "ui/session/changing_controls.h"
#include "ui/session/project_session.h"
#include "ui/session/run_titles.h"
#include "ui/simulation/simulation_dialog.h"
#include "ui/theme/allow.h"
#include "ui/theme/breakable.h"
#include "ui/theme/folding_side.h"
#include "ui/theme/name_box.h"
#include "ui/theme/translated.h"
#include "ui/train_on/gain_words.h"
#include "ui/train_on/train_on_question.h"
#include "ui/trust/trust_updater.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>
#include <algorithm>
#include <optional>
#include <utility>

namespace tandem {

ReviewPage::ReviewPage(ProjectSession& session, QWidget* parent)
    : ProjectPage(
          session,
          ProjectPart::Cases | ProjectPart::Labels | ProjectPart::Splits | ProjectPart::Runs | ProjectPart::Predictions,
          parent),
      m_actions(new ReviewActions(session, this)),
      m_updater(new TrustUpdater(session, this)),
      m_reading(
          [this](Read read) {
              m_chain = std::move(read.chain);
              showChain();
              showQueue(std::move(read.queue));
              m_updater->update(read.work);
              readRegions();
          },
          m_session.teller()) {
    setObjectName("reviewPage");
    m_message = new QLabel(this);
    m_message->setObjectName("reviewMessage");
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    auto* const whole = new QWidget(this);
    auto* const rows = new QVBoxLayout(whole);
    rows->addWidget(makeTop());
    m_gain = new QLabel(whole);
    m_gain->setObjectName("reviewGain");
    m_gain->setWordWrap(true);
    m_gain->hide();
    rows->addWidget(m_gain);
    rows->addWidget(makeMiddle(), 1);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_message);
    m_stack->addWidget(whole);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connectParts();
    keepTranslated(*this, [this] {
        m_told->clear();  // in the words of the language before
        retranslate();
    });
    showPrediction();
}

ReviewPage::~ReviewPage() = default;

QWidget* ReviewPage::makeTop() {
    auto* const top = new QWidget(this);
    auto* const row = new QHBoxLayout(top);
    row->setContentsMargins(0, 0, 0, 0);
    m_runLabel = new QLabel(top);
    m_runs = new NameBox(top, 16);
    m_runs->setObjectName("reviewRun");
    m_runLabel->setBuddy(m_runs);
    m_predict = new QPushButton(top);
    m_predict->setObjectName("predictButton");
    m_trainOn = new QPushButton(top);
    m_trainOn->setObjectName("trainOnButton");
    m_simulate = new QPushButton(top);
    m_simulate->setObjectName("simulateButton");
    noteChanging({m_predict, m_trainOn});
    m_progress = new QProgressBar(top);
    m_progress->setObjectName("predictProgress");
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(200);
    m_cancel = new QPushButton(top);
    m_cancel->setObjectName("cancelPredictButton");
    m_told = new QLabel(top);
    m_told->setObjectName("told");
    m_told->setProperty("role", "faint");
    m_told->setWordWrap(true);
    row->addWidget(m_runLabel);
    row->addWidget(m_runs);
    row->addWidget(m_predict);
    row->addWidget(m_progress);
    row->addWidget(m_cancel);
    row->addWidget(m_trainOn);
    row->addWidget(m_simulate);
    row->addSpacing(12);
    row->addWidget(m_told, 1);
    return top;
}

QWidget* ReviewPage::makeMiddle() {
    m_middle = new QSplitter(Qt::Horizontal, this);
    m_middle->addWidget(makeLists(m_middle));
    constexpr int kLeastQueue = 500;
    m_side = new FoldingSide(makeEvidence(m_middle), Qt::RightEdge, kLeastQueue, this);
    m_middle->addWidget(m_side);
    m_middle->setStretchFactor(0, 1);
    m_middle->setStretchFactor(1, 1);
    m_middle->setSizes({575, 605});
    m_middle->setChildrenCollapsible(false);
    return m_middle;
}

QWidget* ReviewPage::makeLists(QWidget* parent) {
    auto* const left = new QWidget(parent);
    m_kinds = new QTabBar(left);
    m_kinds->setObjectName("reviewKinds");
    m_kinds->setDrawBase(false);
    m_kinds->addTab(QString());
    m_kinds->addTab(QString());
    m_lists = new QStackedWidget(left);
    auto* const cases = new QWidget(m_lists);
    auto* const rows = new QVBoxLayout(cases);
    rows->setContentsMargins(0, 0, 0, 0);
    m_queue = new QueueView(cases);
    m_glance = new CaseGlance(m_session, cases);
    m_bar = new ReviewBar(m_session, *m_actions, cases);
    rows->addWidget(m_queue, 3);
    rows->addWidget(m_glance, 2);
    rows->addWidget(m_bar);
    m_regions = new RegionView(m_session, m_lists);
    m_lists->addWidget(cases);
    m_lists->addWidget(m_regions);
    auto* const column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 4, 0);
    column->setSpacing(4);
    column->addWidget(m_kinds, 0, Qt::AlignLeft);
    column->addWidget(m_lists, 1);
    return left;
}

QWidget* ReviewPage::makeEvidence(QWidget* parent) {
    m_judged = new QStackedWidget(parent);
    m_judged->setMinimumWidth(370);  // the tables would be narrow columns of single words
    m_evidence = new EvidencePanel(m_judged);
    m_strategies = new StrategyPanel(m_judged);
    m_judged->addWidget(m_evidence);
    m_judged->addWidget(m_strategies);
    return m_judged;
}

void ReviewPage::connectParts() {
    connect(m_runs, &QComboBox::currentIndexChanged, this, [this] {
        m_told->clear();  // was of the run before
        readQueue();
    });
    connect(m_updater, &TrustUpdater::progressed, m_evidence, &EvidencePanel::setProgress);
    connect(m_updater, &TrustUpdater::ended, m_evidence, [this] {
        m_evidence->setProgress(-1);
        readRegions();
    });
    connect(m_kinds, &QTabBar::currentChanged, this, &ReviewPage::showKind);
    connect(m_regions, &RegionView::strategyChosen, m_strategies, &StrategyPanel::setStrategy);
    connect(&m_regions->reader(), &RegionReader::judging, m_strategies, &StrategyPanel::setProgress);
    connect(&m_regions->reader(), &RegionReader::judged, m_strategies, &StrategyPanel::setEvidence);
    connect(m_predict, &QPushButton::clicked, this, &ReviewPage::predict);
    connect(m_cancel, &QPushButton::clicked, this, &ReviewPage::cancelPrediction);
    connect(m_trainOn, &QPushButton::clicked, this, &ReviewPage::trainOn);
    connect(m_simulate, &QPushButton::clicked, this, [this] { openSimulation(m_session, runId(), *this); });
    connect(m_actions, &ReviewActions::told, m_told,
            [this](const QString& sentence) { m_told->setText(breakable(sentence)); });
    connect(m_actions, &ReviewActions::predictionMoved, this, &ReviewPage::showPrediction);
    connect(m_queue, &QueueView::selectionChanged, this, &ReviewPage::showSelection);
    connect(m_glance, &CaseGlance::activated, m_bar, &ReviewBar::inspect);
    connect(m_queue, &QueueView::activated, m_bar, &ReviewBar::inspect);
    connect(m_bar, &ReviewBar::decided, m_queue, &QueueView::advance);
}

std::int64_t ReviewPage::runId() const {
    return m_runs->currentData().toLongLong();
}

void ReviewPage::retranslate() {
    m_message->setText(
        tr("Nothing to review yet.\n\nTrain a run first. Then predict the unlabelled cases here: they are "
           "ranked by the Dice they can be expected to reach, and each prediction can be accepted as a label, "
           "corrected or "
           "rejected."));
    m_kinds->setTabText(Cases, tr("Cases"));
    m_kinds->setTabToolTip(Cases, tr("Whole cases, by predicted Dice"));
    m_kinds->setTabText(Regions, tr("Regions"));
    m_kinds->setTabToolTip(Regions, tr("The regions of all cases in one list, by a strategy"));
    m_kinds->setAccessibleName(tr("What is listed"));
    showKind();
    m_runLabel->setText(tr("Ru&n"));
    m_cancel->setText(tr("Stop"));
    m_simulate->setText(tr("Si&mulate…"));
    m_cancel->setToolTip(tr("Stops the prediction; the cases that are done stay"));
    m_progress->setAccessibleName(tr("Prediction"));
    if (m_runs->count() > 0) {
        readRuns();  // their titles have words in them
    }
    showChain();
    showPrediction();
}

void ReviewPage::reread() {
    readRuns();
    readQueue();
}

void ReviewPage::readRuns() {
    const QVariant before = m_runs->currentData();
    {
        const QSignalBlocker blocker(m_runs);
        m_runs->clear();
        QVariant first;  // the newest run that has something to review
        m_session.attempt([&] {
            for (const RunRecord& run : m_session.project().runs().list()) {
                if (!m_session.project().checkpoints().list(run.id).empty()) {
                    m_runs->insertItem(0, runTitle(run), QVariant::fromValue(run.id));
                    first = m_session.project().predictions().hasAny(run.id) ? QVariant::fromValue(run.id) : first;
                }
            }
        });
        const int kept = before.isValid() ? m_runs->findData(before) : -1;
        const int index = kept >= 0 || !first.isValid() ? kept : m_runs->findData(first);
        m_runs->setCurrentIndex(index >= 0 ? index : m_runs->count() > 0 ? 0 : -1);
    }
    m_stack->setCurrentIndex(m_runs->count() > 0 ? 1 : 0);
}

void ReviewPage::readQueue() {
    if (m_runs->count() == 0) {
        return;
    }
    m_reading.ask(tr("Reading the cases to review"),
                  [folder = m_session.folder(), run = runId()](const Progress&, const std::stop_token&) {
                      const Project project = Project::open(folder, ProjectAccess::ReadOnly);
                      const Weights weights = presentWeights(project, run).value_or(Weights{});
                      const std::vector<ComingCase> coming = casesToTrainOn(project, run);
                      return Read{.queue = readReviewQueue(project, run),
                                  .work = readTrustWork(project, run, weights, Decoder::A),
                                  .chain = {.labels = static_cast<int>(coming.size()),
                                            .newLabels = static_cast<int>(newCases(coming).size()),
                                            .gain = beforeAndAfter(project, run),
                                            .whyNotSimulated = whyNotSimulated(project, run)}};
                  });
}

void ReviewPage::showChain() {
    m_trainOn->setText(m_chain.newLabels > 0 ? tr("Train on %n ne&w label(s)…", nullptr, m_chain.newLabels)
                                             : tr("Train on ne&w labels…"));
    allow(*m_trainOn,
          m_chain.labels > 0
              ? QString()
              : tr("No case has a label that the run did not see; accept or correct a prediction first."),
          tr("Goes on from this run with labels that it has not learnt from, and compares before and after"));
    allow(
        *m_simulate, QString::fromStdString(m_chain.whyNotSimulated),
        tr("Finds out by hidden labels what correcting is worth, and where to begin: an oracle answers in the order of "
           "each strategy"));
    m_gain->setVisible(m_chain.gain.has_value());
    m_gain->setText(m_chain.gain ? breakable(gainText(*m_chain.gain)) : QString());
}

void ReviewPage::trainOn() {
    askToTrainOn(m_session, runId(), *this, [this](const QString& sentence) { m_told->setText(breakable(sentence)); });
}

void ReviewPage::showQueue(ReviewQueue queue) {
    std::vector<double> predicted;
    for (const QueuedCase& one : queue.cases) {
        if (one.score) {
            predicted.push_back(one.score->dice.value);
        }
    }
    m_evidence->setRanked(std::move(predicted));
    m_evidence->setTrust(queue.trust);
    m_strategies->setUncalibrated(whyUncalibrated(queue.trust));
    const bool isEmpty = queue.cases.empty();
    m_queue->setQueue(std::move(queue));
    if (isEmpty) {
        m_queue->setMessage(
            tr("Every case of the project has a label that the run uses.\n\nImport images without a "
               "label to have them ranked here."));
    }
    showPrediction();
    if (!m_updater->isBusy()) {
        m_evidence->setProgress(-1);
    }
}

void ReviewPage::showKind() {
    m_lists->setCurrentIndex(m_kinds->currentIndex());
    m_judged->setCurrentIndex(m_kinds->currentIndex());
    m_side->setTitle(m_kinds->currentIndex() == Cases ? tr("whether the ranking can be trusted")
                                                      : tr("which strategy finds errors"));
}

void ReviewPage::readRegions() {
    m_regions->setRun(m_queue->queue().runId, m_updater->isBusy());
}

void ReviewPage::showSelection() {
    const auto selected = m_queue->selected();
    const std::int64_t run = m_queue->queue().runId;
    m_bar->setCases(run, selected);
    std::optional<GlanceRequest> glance;
    if (selected.size() == 1 && selected.front()->predictionId != 0) {
        glance = {.runId = run,
                  .caseId = selected.front()->caseId,
                  .predictionId = selected.front()->predictionId,
                  .scoringId = m_queue->queue().trust.scoringId};
    }
    m_glance->setCase(glance);
}

void ReviewPage::showPrediction() {
    const Job* const running = m_actions->prediction();
    const ReviewQueue& queue = m_queue->queue();
    const int cases = static_cast<int>(queue.toPredict.size() + queue.evidenceToPredict.size());
    m_progress->setVisible(running != nullptr);
    m_cancel->setVisible(running != nullptr);
    m_predict->setVisible(running == nullptr);
    if (running != nullptr) {
        m_progress->setValue(qRound(1000 * running->fraction()));
        m_told->setText(running->state() == JobState::Waiting
                            ? tr("The prediction waits for its turn.")
                            : running->title() + QStringLiteral("  ") + running->message());
        return;
    }
    m_predict->setText(cases > 0 ? tr("Predi&ct %n case(s)", nullptr, cases) : tr("All cases are predicted"));
    m_predict->setEnabled(cases > 0);
    m_predict->setToolTip(
        cases == 0 ? tr("Every case is predicted with all maps")
                   : tr("Unlabelled cases to be ranked, and validation cases as evidence, with all maps: about %1 of "
                        "disk space")
                         .arg(Quantity::bytes(queue.bytesToPredict)));
}

void ReviewPage::predict() {
    const ReviewQueue& queue = m_queue->queue();
    // The evidence first: without it the ranking says nothing.
    std::vector<std::int64_t> cases = queue.evidenceToPredict;
    cases.insert(cases.end(), queue.toPredict.begin(), queue.toPredict.end());
    m_actions->predict(queue.runId, cases);
}

void ReviewPage::cancelPrediction() {
    if (Job* const running = m_actions->prediction()) {
        running->cancel();
    }
}

}  // namespace tandem
