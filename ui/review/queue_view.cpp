#include "ui/review/queue_view.h"

#include "ui/review/queue_model.h"
#include "ui/review/score_delegate.h"
#include "ui/theme/column_fit.h"
#include "ui/theme/table_look.h"
#include "ui/theme/translated.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QItemSelection>
#include <QLabel>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace tandem {
namespace {

/// Shows all cases, or those without a review.
class QueueFilter : public QSortFilterProxyModel {
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setOpenOnly(bool isOpenOnly) {
        m_isOpenOnly = isOpenOnly;
        invalidateFilter();
    }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex&) const override {
        const auto& queue = static_cast<const QueueModel*>(sourceModel())->queue();
        return !m_isOpenOnly || !queue.cases[static_cast<std::size_t>(row)].review;
    }

private:
    bool m_isOpenOnly = false;
};

}  // namespace

QueueView::QueueView(QWidget* parent)
    : QWidget(parent),
      m_model(new QueueModel(this)),
      m_heading(new QLabel(this)),
      m_filter(new QComboBox(this)),
      m_stack(new QStackedWidget(this)),
      m_table(new QTableView(this)),
      m_message(new QLabel(this)) {
    auto* const filter = new QueueFilter(this);
    m_sorted = filter;
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(QueueModel::SortRole);
    m_sorted->setSortLocaleAware(true);
    m_heading->setProperty("role", "heading");
    m_heading->setObjectName("queueHeading");
    m_filter->setObjectName("queueFilter");
    m_filter->addItems({QString(), QString()});
    m_message->setObjectName("queueMessage");
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    makeTable();
    m_stack->addWidget(m_message);
    m_stack->addWidget(m_table);
    auto* const top = new QHBoxLayout;
    top->addWidget(m_heading, 1);
    top->addWidget(m_filter);
    auto* const rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addLayout(top);
    rows->addWidget(m_stack, 1);
    connect(m_filter, &QComboBox::currentIndexChanged, this, [this, filter](int index) {
        filter->setOpenOnly(index == 1);
        showCount();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (!m_isFilling) {
            Q_EMIT selectionChanged();
        }
    });
    connect(m_table, &QTableView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT activated(index.data(QueueModel::CaseIdRole).toLongLong()); });
    keepTranslated(*this, [this] { retranslate(); });
}

void QueueView::makeTable() {
    m_table->setObjectName("queueTable");
    m_table->setModel(m_sorted);
    showAsList(*m_table);
    m_table->setItemDelegate(new ScoreDelegate(m_table));
    m_table->setSelectionMode(QTableView::ExtendedSelection);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(QueueModel::PredictedDice, Qt::AscendingOrder);
    (new ColumnFit(*m_table, QueueModel::Name))->setGivingWay({QueueModel::Agreement, QueueModel::Uncertainty});
}

const ReviewQueue& QueueView::queue() const {
    return m_model->queue();
}

void QueueView::setQueue(ReviewQueue queue) {
    std::vector<std::int64_t> kept;
    for (const QueuedCase* const one : selected()) {
        kept.push_back(one->caseId);
    }
    m_isFilling = true;
    m_model->setQueue(std::move(queue));
    m_stack->setCurrentWidget(m_table);
    select(kept);
    m_isFilling = false;
    showCount();
    Q_EMIT selectionChanged();
}

void QueueView::setMessage(const QString& message) {
    m_message->setText(message);
    m_stack->setCurrentWidget(m_message);
    showCount();
}

std::vector<const QueuedCase*> QueueView::selected() const {
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    std::vector<const QueuedCase*> cases;
    for (const QModelIndex& row : rows) {
        cases.push_back(m_model->find(row.data(QueueModel::CaseIdRole).toLongLong()));
    }
    return cases;
}

void QueueView::advance() {
    const QModelIndexList decided = m_table->selectionModel()->selectedRows();
    if (decided.isEmpty()) {
        return;
    }
    const int rows = m_sorted->rowCount();
    const int from = std::ranges::max(decided, {}, &QModelIndex::row).row();
    for (int step = 1; step < rows; ++step) {
        const QModelIndex index = m_sorted->index((from + step) % rows, 0);
        const QueuedCase* const next = m_model->find(index.data(QueueModel::CaseIdRole).toLongLong());
        const bool isDecided = std::ranges::find(decided, index) != decided.end();
        if (!isDecided && next->predictionId != 0 && !next->review) {
            select({next->caseId});
            m_table->scrollTo(index);
            return;
        }
    }
}

void QueueView::select(const std::vector<std::int64_t>& caseIds) {
    QItemSelection selection;
    for (int row = 0; row < m_sorted->rowCount(); ++row) {
        const QModelIndex index = m_sorted->index(row, 0);
        if (std::ranges::find(caseIds, index.data(QueueModel::CaseIdRole).toLongLong()) != caseIds.end()) {
            selection.select(index, index);
        }
    }
    if (selection.isEmpty() && m_sorted->rowCount() > 0) {
        selection.select(m_sorted->index(0, 0), m_sorted->index(0, 0));
    }
    QItemSelectionModel* const model = m_table->selectionModel();
    if (!selection.isEmpty()) {
        model->setCurrentIndex(selection.indexes().front(), QItemSelectionModel::NoUpdate);
    }
    model->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void QueueView::retranslate() {
    m_filter->setItemText(0, tr("All cases"));
    m_filter->setItemText(1, tr("Not yet reviewed"));
    m_filter->setAccessibleName(tr("Which cases are shown"));
    m_table->setAccessibleName(tr("Cases to review"));
    m_table->setToolTip(tr("Enter or a double click shows the case under Inspect"));
    m_model->retranslate();
    showCount();
}

void QueueView::showCount() {
    const bool isTable = m_stack->currentWidget() == m_table;
    m_filter->setVisible(isTable);
    m_heading->setText(isTable ? tr("%n case(s), the least predicted Dice first", nullptr, m_sorted->rowCount())
                               : tr("Cases to review"));
}

}  // namespace tandem
