#include "ui/review/region_view.h"

#include "core/study/label_scheme.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "ui/numbers/quantity.h"
#include "ui/review/case_glance.h"
#include "ui/review/region_reader.h"
#include "ui/session/changing_controls.h"
#include "ui/session/project_session.h"
#include "ui/theme/allow.h"
#include "ui/theme/breakable.h"
#include "ui/theme/column_fit.h"
#include "ui/theme/table_look.h"
#include "ui/theme/translated.h"
#include "ui/trust/strategy_words.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>
#include <utility>

namespace tandem {
namespace {

enum Filter { AllRegions, OpenRegions };

}  // namespace

RegionView::RegionView(ProjectSession& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_reader(new RegionReader(session, this)),
      m_model(new RegionModel(this)),
      m_heading(new QLabel(this)),
      m_filter(new QComboBox(this)),
      m_strategyLabel(new QLabel(this)),
      m_strategy(new QComboBox(this)),
      m_seedLabel(new QLabel(this)),
      m_seed(new QSpinBox(this)),
      m_stack(new QStackedWidget(this)),
      m_table(new QTableView(this)),
      m_waiting(new QWidget(this)),
      m_message(new QLabel(m_waiting)),
      m_progress(new QProgressBar(m_waiting)),
      m_glance(new CaseGlance(session, this)),
      m_summary(new QLabel(this)),
      m_correct(new QPushButton(this)) {
    setObjectName("regionView");
    m_glance->setObjectName("regionGlance");
    makeTable();
    m_stack->addWidget(makeWaiting());
    m_stack->addWidget(m_table);
    auto* const rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(makeTop());
    rows->addWidget(makeChoices());
    rows->addWidget(m_stack, 3);
    rows->addWidget(m_glance, 2);
    rows->addWidget(makeBottom());
    connectParts();
    showMessage({}, false);
    keepTranslated(*this, [this] { retranslate(); });
}

QWidget* RegionView::makeTop() {
    m_heading->setObjectName("regionHeading");
    m_heading->setProperty("role", "heading");
    m_filter->setObjectName("regionFilter");
    m_filter->addItems({QString(), QString()});
    auto* const top = new QWidget(this);
    auto* const row = new QHBoxLayout(top);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_heading, 1);
    row->addWidget(m_filter);
    return top;
}

QWidget* RegionView::makeWaiting() {
    m_message->setObjectName("regionMessage");
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(240);
    auto* const rows = new QVBoxLayout(m_waiting);
    rows->addStretch(1);
    rows->addWidget(m_message);
    rows->addWidget(m_progress, 0, Qt::AlignHCenter);
    rows->addStretch(1);
    return m_waiting;
}

QWidget* RegionView::makeBottom() {
    m_summary->setObjectName("regionSum");
    m_summary->setProperty("role", "faint");
    m_summary->setWordWrap(true);
    m_correct->setObjectName("correctRegionButton");
    m_correct->setProperty("primary", true);
    m_correct->setAutoDefault(false);
    noteChanging({m_correct});
    auto* const bottom = new QWidget(this);
    auto* const row = new QHBoxLayout(bottom);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_summary, 1);
    row->addWidget(m_correct);
    return bottom;
}

QWidget* RegionView::makeChoices() {
    auto* const choices = new QWidget(this);
    m_strategy->setObjectName("regionStrategy");
    for (std::size_t at = 0; at < kChoiceTexts<RegionStrategy>.size(); ++at) {
        m_strategy->addItem(QString(), static_cast<int>(at));
    }
    m_seed->setObjectName("regionSeed");
    m_seed->setRange(1, 9999);
    m_seed->setKeyboardTracking(false);
    m_strategyLabel->setBuddy(m_strategy);
    m_seedLabel->setBuddy(m_seed);
    auto* const row = new QHBoxLayout(choices);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_strategyLabel);
    row->addWidget(m_strategy);
    row->addSpacing(12);
    row->addWidget(m_seedLabel);
    row->addWidget(m_seed);
    row->addStretch(1);
    return choices;
}

void RegionView::makeTable() {
    m_table->setObjectName("regionsTable");
    m_table->setModel(m_model);
    showAsList(*m_table);
    m_table->setSelectionMode(QTableView::SingleSelection);
    m_table->setTextElideMode(Qt::ElideMiddle);
    (new ColumnFit(*m_table, RegionModel::Name))->setGivingWay({RegionModel::Doubtful, RegionModel::Disagreement});
}

void RegionView::connectParts() {
    connect(m_filter, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_model->setOpenOnly(index == OpenRegions);
        select(0);
        showHeading();
    });
    connect(m_strategy, &QComboBox::currentIndexChanged, this, [this] {
        m_seed->setEnabled(isRandom(strategy()));
        retranslate();
        order();
        Q_EMIT strategyChosen(strategy());
    });
    connect(m_seed, &QSpinBox::valueChanged, this, &RegionView::order);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RegionView::showSelection);
    connect(m_table, &QTableView::activated, this, &RegionView::correct);
    connect(m_glance, &CaseGlance::activated, this, &RegionView::correct);
    connect(m_correct, &QPushButton::clicked, this, &RegionView::correct);
    connect(m_reader, &RegionReader::progressed, m_progress,
            [this](double fraction) { m_progress->setValue(qRound(1000 * fraction)); });
    connect(m_reader, &RegionReader::wasRead, this, &RegionView::order);
    connect(m_reader, &RegionReader::ordered, this, &RegionView::showOrder);
    connect(m_reader, &RegionReader::failed, this, [this](const QString& sentence) {
        showMessage(sentence.isEmpty()
                        ? tr("Reading the regions was stopped. It begins again when they are shown again.")
                        : sentence,
                    false);
    });
    m_seed->setEnabled(isRandom(strategy()));
}

RegionStrategy RegionView::strategy() const {
    return static_cast<RegionStrategy>(m_strategy->currentIndex());
}

void RegionView::setRun(std::int64_t runId, bool isMeasuring) {
    if (runId != m_runId) {
        m_reader->forget();
        m_opened.reset();
        m_stack->setCurrentWidget(m_waiting);  // what it shows is of the run before
    }
    m_runId = runId;
    m_isMeasuring = isMeasuring;
    read();
}

void RegionView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_isBack = m_opened.has_value();
    read();  // corrections have gone on
}

void RegionView::read() {
    if (m_runId == 0 || !isVisible()) {
        return;
    }
    const bool isList = m_stack->currentWidget() == m_table;
    if (m_isMeasuring) {
        showMessage(tr("Trust is being measured, by which regions are found…"), false);
        return;
    }
    if (!isList) {
        showMessage(tr("Reading the maps of the cases to review…"), true);
    }
    m_reader->read(m_runId);
}

void RegionView::order() {
    if (m_reader->queue().runId == m_runId) {
        m_reader->order(strategy(), chosenOrder().seed);
    }
}

RegionView::ShownOrder RegionView::chosenOrder() const {
    return {.runId = m_runId, .strategy = strategy(), .seed = static_cast<std::uint64_t>(m_seed->value())};
}

void RegionView::showOrder(const std::vector<std::size_t>& order) {
    const std::optional<int> selected = selectedRow();
    const bool isSameOrder = std::exchange(m_shownOrder, chosenOrder()) == chosenOrder();
    const std::optional<RegionKey> before =
        selected && isSameOrder ? std::optional(RegionModel::keyOf(m_model->candidate(*selected))) : std::nullopt;
    LabelScheme scheme;
    m_session.attempt([&] { scheme = m_session.project().labels().scheme(); });
    m_model->setRegions(m_reader->queue(), std::move(scheme), order);
    if (order.empty()) {
        showMessage(emptyText(), false);
        return;
    }
    m_stack->setCurrentWidget(m_table);
    showHeading();
    if (std::exchange(m_isBack, false) && m_opened) {
        advance();
        return;
    }
    select((before ? m_model->rowOf(*before) : std::nullopt).value_or(0));
}

void RegionView::showMessage(const QString& text, bool isWorking) {
    m_message->setText(breakable(text));
    m_progress->setVisible(isWorking);
    m_progress->setValue(0);
    m_stack->setCurrentWidget(m_waiting);
    showHeading();
    showSelection();
}

QString RegionView::emptyText() const {
    return m_reader->queue().toPredict > 0
               ? tr("No case to review is predicted with all maps yet.\n\nPredict the cases (above): their regions are "
                    "listed here then.")
               : tr("There is no region to correct: every case has a label that is used, or was reviewed.");
}

void RegionView::showHeading() {
    const bool isList = m_stack->currentWidget() == m_table;
    m_filter->setVisible(isList);
    if (!isList) {
        m_heading->setText(tr("Regions to correct"));
        m_summary->clear();
        return;
    }
    const RegionQueue& queue = m_model->queue();
    const auto all = static_cast<int>(queue.candidates->size());
    m_heading->setText(tr("%n region(s) of about %1 mm, %2", nullptr, all)
                           .arg(Quantity::plain(DoubtSettings().extentMm, 0),
                                tr("in %n case(s)", nullptr, static_cast<int>(queue.cases.size()))));
    QStringList sentences{tr("%1 done; about %2 voxels of the others are wrong.")
                              .arg(Quantity::count(queue.done), Quantity::roundedCount(queue.openErrors))};
    if (m_model->rowCount() == static_cast<int>(RegionModel::kMostRows)) {
        sentences << tr("The first %1 are listed.").arg(Quantity::count(m_model->rowCount()));
    }
    if (queue.toPredict > 0) {
        sentences << tr("%n case(s) not predicted yet.", nullptr, queue.toPredict);
    }
    m_summary->setText(sentences.join(' '));
}

std::optional<int> RegionView::selectedRow() const {
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? std::nullopt : std::optional(rows.front().row());
}

void RegionView::select(int row) {
    if (row < m_model->rowCount()) {
        m_table->selectRow(row);
        m_table->scrollTo(m_model->index(row, 0));
    }
}

void RegionView::advance() {
    const int rows = m_model->rowCount();
    const Opened opened = *std::exchange(m_opened, std::nullopt);
    const std::optional<int> there = m_model->rowOf(opened.key);
    const int from = there ? *there + 1 : opened.row;
    for (int step = 0; step < rows; ++step) {
        const int row = (from + step) % rows;
        if (!m_model->isDone(row)) {
            select(row);
            m_table->setFocus();
            return;
        }
    }
    select(0);
}

void RegionView::showSelection() {
    const std::optional<int> row = m_stack->currentWidget() == m_table ? selectedRow() : std::nullopt;
    allow(
        *m_correct, row ? QString() : tr("Select a region"),
        tr("Corrects the prediction where the region is, on the page Inspect; coming back here goes on with the next"));
    if (!row) {
        m_glance->setCase({});
        return;
    }
    const RegionQueue& queue = m_model->queue();
    const CandidateRegion& candidate = m_model->candidate(*row);
    m_glance->setCase(GlanceRequest{.runId = queue.runId,
                                    .caseId = candidate.caseId,
                                    .predictionId = queue.caseOf(candidate).predictionId,
                                    .scoringId = queue.scoringId},
                      candidate.centre());
}

void RegionView::correct() {
    const std::optional<int> row = selectedRow();
    if (!row || !m_correct->isEnabled()) {
        return;
    }
    const CandidateRegion& candidate = m_model->candidate(*row);
    std::vector<Index3> centres;
    for (const DoubtfulRegion& region : candidate.regions) {
        centres.push_back(region.centre);
    }
    if (centres.empty()) {
        centres.push_back(candidate.centre());
    }
    m_opened = {.key = RegionModel::keyOf(candidate), .row = *row};
    Q_EMIT m_session.correctRegions(m_runId, candidate.caseId, centres);
}

void RegionView::retranslate() {
    m_filter->setItemText(AllRegions, tr("All regions"));
    m_filter->setItemText(OpenRegions, tr("Open ones"));
    m_filter->setAccessibleName(tr("Which regions are shown"));
    m_strategyLabel->setText(tr("Strate&gy"));
    for (int at = 0; at < m_strategy->count(); ++at) {
        const auto strategy = static_cast<RegionStrategy>(at);
        m_strategy->setItemText(at, StrategyWords::name(strategy));
        m_strategy->setItemData(at, StrategyWords::meaning(strategy), Qt::ToolTipRole);
    }
    m_strategy->setToolTip(StrategyWords::meaning(strategy()));
    m_seedLabel->setText(tr("See&d"));
    m_seed->setToolTip(isRandom(strategy()) ? tr("Another number draws another order")
                                            : tr("This strategy draws nothing at random"));
    m_table->setAccessibleName(tr("Regions to correct"));
    m_table->setToolTip(tr("Enter or a double click corrects the region under Inspect"));
    m_progress->setAccessibleName(tr("Regions being read"));
    m_correct->setText(tr("Correct &here"));
    m_model->retranslate();
    showHeading();
    showSelection();
}

}  // namespace tandem
