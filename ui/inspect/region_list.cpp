#include "ui/inspect/region_list.h"

#include "ui/correction/correction_words.h"
#include "ui/numbers/quantity.h"
#include "ui/theme/translated.h"
#include "ui/trust/trust_words.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace tandem {
namespace {

constexpr std::size_t kMostRows = 200;
constexpr int kSize = 1;
constexpr int kTrust = 2;
constexpr int kAnswer = 4;  ///< the column

QTableWidgetItem* numberItem(const QString& text) {
    auto* const item = new QTableWidgetItem(text);
    item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return item;
}

}  // namespace

RegionList::RegionList(QWidget* parent)
    : QWidget(parent),
      m_label(new QLabel(this)),
      m_threshold(new QDoubleSpinBox(this)),
      m_summary(new QLabel(this)),
      m_uncalibrated(new QLabel(this)),
      m_table(new QTableWidget(this)) {
    m_threshold->setObjectName("regionThreshold");
    m_threshold->setRange(0.05, 1);
    m_threshold->setSingleStep(0.05);
    m_threshold->setValue(DoubtSettings().threshold);
    m_threshold->setKeyboardTracking(false);
    m_summary->setObjectName("regionSummary");
    m_summary->setWordWrap(true);
    m_summary->setProperty("role", "faint");
    m_uncalibrated->setObjectName("regionsUncalibrated");
    m_uncalibrated->setWordWrap(true);
    m_uncalibrated->hide();
    m_table->setObjectName("regionTable");
    m_table->setColumnCount(kAnswer + 1);
    m_table->setColumnHidden(kAnswer, true);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->verticalHeader()->hide();
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);

    auto* const top = new QHBoxLayout;
    m_label->setBuddy(m_threshold);
    top->addWidget(m_label);
    top->addWidget(m_threshold);
    top->addStretch(1);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addLayout(top);
    layout->addWidget(m_summary);
    layout->addWidget(m_uncalibrated);
    layout->addWidget(m_table, 1);
    keepTranslated(*this, [this] { retranslate(); });
    connect(m_threshold, &QDoubleSpinBox::valueChanged, this, &RegionList::thresholdChanged);
    connect(m_table, &QTableWidget::cellClicked, this, &RegionList::chooseRow);
    connect(m_table, &QTableWidget::cellActivated, this, &RegionList::chooseRow);
}

void RegionList::retranslate() {
    m_label->setText(tr("Trust &under"));
    m_table->setAccessibleName(tr("Regions to look at first"));
    m_table->setHorizontalHeaderLabels({tr("Structure"), tr("Size"), tr("Trust"), tr("Wrong, about"), tr("Answer")});
    m_label->setToolTip(
        tr("A voxel of less trust is doubtful; neighbours that are make a region, which ends with its box "
           "of about %1 mm, so that it can be answered at once.")
            .arg(Quantity::plain(DoubtSettings().extentMm, 0)));
    m_threshold->setToolTip(m_label->toolTip());
    m_table->horizontalHeaderItem(kTrust)->setToolTip(tr("Mean over the region's voxels."));
    m_table->horizontalHeaderItem(3)->setToolTip(
        tr("How many of the region's voxels are expected to be wrong:\n1 − trust, summed over them."));
    m_uncalibrated->setText(TrustWords::whyUncalibrated(m_why));
}

double RegionList::threshold() const {
    return m_threshold->value();
}

void RegionList::setThreshold(double threshold) {
    const QSignalBlocker blocker(m_threshold);
    m_threshold->setValue(threshold);
}

void RegionList::showReason(const QString& reason) {
    m_all.clear();
    m_regions.clear();
    m_wanted.clear();
    m_table->setRowCount(0);
    m_uncalibrated->hide();
    m_summary->setText(reason);
}

void RegionList::setRegions(const std::vector<DoubtfulRegion>& regions, const LabelScheme& scheme,
                            const std::optional<Uncalibrated>& uncalibrated) {
    m_why = uncalibrated;
    m_uncalibrated->setText(TrustWords::whyUncalibrated(m_why));
    m_uncalibrated->setVisible(m_why.has_value());
    m_all = regions;
    m_wanted.clear();
    m_regions.assign(regions.begin(),
                     regions.begin() + static_cast<std::ptrdiff_t>(std::min(kMostRows, regions.size())));
    m_table->clearSelection();
    m_table->setCurrentCell(-1, -1);
    m_table->setRowCount(static_cast<int>(m_regions.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const DoubtfulRegion& region = m_regions[static_cast<std::size_t>(row)];
        const QString wrong = Quantity::roundedCount(region.expectedErrors);
        const QString voxels = Quantity::count(region.voxels);
        const auto& name = scheme.classes.at(static_cast<std::size_t>(region.labelClass)).name;
        m_table->setItem(row, 0, new QTableWidgetItem(QString::fromStdString(name)));
        m_table->setItem(row, kSize, numberItem(Quantity::volume(region.volumeMm3)));
        m_table->setItem(row, kTrust, numberItem(Quantity::plain(region.meanTrust, 2)));
        m_table->setItem(row, 3, numberItem(tr("%1 of %2").arg(wrong, voxels)));
        m_table->setItem(row, kAnswer, new QTableWidgetItem);
        for (int column = 0; column < kAnswer; ++column) {
            m_table->item(row, column)->setToolTip(tr("about %1 of %2 voxels wrong").arg(wrong, voxels));
        }
    }
    showResolved();
}

void RegionList::setResolved(const std::optional<std::vector<ResolvedRegion>>& resolved) {
    m_resolved = resolved;
    if (!m_all.empty()) {
        showResolved();
    }
}

const ResolvedRegion* RegionList::answerOf(const Index3& centre) const {
    if (!m_resolved) {
        return nullptr;
    }
    const auto found = std::ranges::find(*m_resolved, centre, &ResolvedRegion::centre);
    return found == m_resolved->end() ? nullptr : &*found;
}

void RegionList::showResolved() {
    // There is room for the answers or for these.
    for (const int column : {kSize, kTrust}) {
        m_table->setColumnHidden(column, m_resolved.has_value());
    }
    m_table->setColumnHidden(kAnswer, !m_resolved);
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const ResolvedRegion* const answer = answerOf(m_regions[static_cast<std::size_t>(row)]);
        m_table->item(row, kAnswer)
            ->setText(answer == nullptr ? tr("open", "a region that nobody answered")
                                        : CorrectionWords::answerOf(answer->answer));
        for (int column = 0; column <= kAnswer; ++column) {
            m_table->item(row, column)
                ->setForeground(palette().color(answer == nullptr ? QPalette::Text : QPalette::PlaceholderText));
        }
    }
    m_summary->setText(summary());
}

QString RegionList::summary() const {
    if (m_all.empty()) {
        return tr("No region is under this trust.");
    }
    double volumeMm3 = 0;
    double errors = 0;
    double resolvedErrors = 0;
    int resolved = 0;
    for (const DoubtfulRegion& region : m_all) {
        const bool isResolved = answerOf(region) != nullptr;
        volumeMm3 += region.volumeMm3;
        errors += region.expectedErrors;
        resolvedErrors += isResolved ? region.expectedErrors : 0;
        resolved += isResolved ? 1 : 0;
    }
    const QString all =
        tr("%n region(s), %1 in all. N and P jump to the next and previous.", nullptr, static_cast<int>(m_all.size()))
            .arg(Quantity::volume(volumeMm3));
    return !m_resolved ? all
                       : all + '\n' +
                             tr("%1 resolved: %2 of the errors to expect; about %3 wrong voxels remain.")
                                 .arg(resolved)
                                 .arg(Quantity::percent(errors > 0 ? resolvedErrors / errors : 0, 0),
                                      Quantity::roundedCount(errors - resolvedErrors));
}

bool RegionList::hasOpen() const {
    return std::ranges::any_of(m_regions, [this](const DoubtfulRegion& region) { return answerOf(region) == nullptr; });
}

void RegionList::goTo(const std::vector<Index3>& centres) {
    m_wanted = centres;
    if (!m_wanted.empty()) {
        const Index3* const open = openWanted();
        jumpTo(open != nullptr ? *open : m_wanted.front());
    }
}

void RegionList::goOn() {
    if (const Index3* const open = openWanted()) {
        jumpTo(*open);
    }
}

void RegionList::jumpToOpen() {
    if (openWanted() != nullptr) {
        goOn();
    } else if (hasOpen()) {
        jump(1);
    }
}

const Index3* RegionList::openWanted() const {
    const auto open = std::ranges::find_if(m_wanted, [this](const Index3& one) { return answerOf(one) == nullptr; });
    return open == m_wanted.end() ? nullptr : &*open;
}

void RegionList::jumpTo(const Index3& centre) {
    const auto row = std::ranges::find(m_regions, centre, &DoubtfulRegion::centre);
    if (row != m_regions.end()) {
        chooseRow(static_cast<int>(row - m_regions.begin()));
        return;
    }
    m_table->clearSelection();
    m_table->setCurrentCell(-1, -1);
    const auto found = std::ranges::find(m_all, centre, &DoubtfulRegion::centre);  // beyond the rows, or none
    Q_EMIT jumped(found == m_all.end() ? DoubtfulRegion{.centre = centre} : *found);
}

void RegionList::jump(int step) {
    m_wanted.clear();
    const int count = m_table->rowCount();
    if (count == 0) {
        return;
    }
    const bool isAnyOpen = hasOpen();
    const int current = m_table->currentRow();
    int row = current < 0 ? (step > 0 ? 0 : count - 1) : (current + step + count) % count;
    while (m_resolved && isAnyOpen && answerOf(m_regions[static_cast<std::size_t>(row)]) != nullptr) {
        row = (row + step + count) % count;
    }
    chooseRow(row);
}

void RegionList::chooseRow(int row) {
    m_table->selectRow(row);
    m_table->setCurrentCell(row, 0);
    Q_EMIT jumped(m_regions.at(static_cast<std::size_t>(row)));
}

}  // namespace tandem
