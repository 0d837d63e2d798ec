#include "ui/datasets/cases/case_table_view.h"

#include "ui/datasets/cases/case_filter.h"
#include "ui/datasets/cases/case_table_model.h"
#include "ui/datasets/cases/thumbnail_store.h"
#include "ui/theme/column_fit.h"
#include "ui/theme/table_look.h"
#include "ui/theme/translated.h"

#include <QHeaderView>
#include <QScrollBar>
#include <algorithm>

namespace tandem {

CaseTableView::CaseTableView(CaseFilter& cases, ThumbnailStore& thumbnails, QWidget* parent)
    : QTableView(parent), m_cases(cases), m_thumbnails(thumbnails) {
    setObjectName("caseTable");
    keepTranslated(*this, [this] { setAccessibleName(tr("Cases")); });
    setModel(&cases);
    showAsList(*this);
    setTextElideMode(Qt::ElideMiddle);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setIconSize({ThumbnailStore::kSide, ThumbnailStore::kSide});
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(ThumbnailStore::kSide + 6);
    sortByColumn(CaseTableModel::Name, Qt::AscendingOrder);
    setSortingEnabled(true);
    (new ColumnFit(*this, CaseTableModel::Name))
        ->setGivingWay({CaseTableModel::Spacing, CaseTableModel::Size, CaseTableModel::Tags, CaseTableModel::Patient,
                        CaseTableModel::Labels, CaseTableModel::Findings});

    constexpr int kRestMs = 60;
    m_settle.setSingleShot(true);
    m_settle.setInterval(kRestMs);
    connect(&m_settle, &QTimer::timeout, this, &CaseTableView::wantThumbnails);
    const auto wait = [this] { m_settle.start(); };
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, wait);
    connect(&cases, &QAbstractItemModel::layoutChanged, this, wait);
    connect(&cases, &QAbstractItemModel::rowsInserted, this, wait);
    connect(&cases, &QAbstractItemModel::rowsRemoved, this, wait);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &CaseTableView::casesSelected);
    connect(&cases, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        m_kept = selectedCases();
        m_keptCurrent = currentIndex().data(CaseTableModel::CaseIdRole).toLongLong();
    });
    connect(&cases, &QAbstractItemModel::modelReset, this, [this] {
        select(m_kept);
        m_settle.start();
    });
}

std::vector<std::int64_t> CaseTableView::selectedCases() const {
    std::vector<std::int64_t> ids;
    for (const QModelIndex& index : selectionModel()->selectedRows()) {
        ids.push_back(index.data(CaseTableModel::CaseIdRole).toLongLong());
    }
    return ids;
}

void CaseTableView::select(const std::vector<std::int64_t>& caseIds) {
    QItemSelection selection;
    for (const std::int64_t id : caseIds) {
        if (const auto row = m_cases.rowOf(id)) {
            selection.select(m_cases.index(*row, 0), m_cases.index(*row, CaseTableModel::ColumnCount - 1));
        }
    }
    if (const auto row = m_cases.rowOf(m_keptCurrent)) {
        selectionModel()->setCurrentIndex(m_cases.index(*row, 0), QItemSelectionModel::NoUpdate);
    }
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
}

void CaseTableView::wantThumbnails() {
    if (!isVisible() || m_cases.rowCount() == 0) {
        return;
    }
    m_thumbnails.setPixelRatio(devicePixelRatioF());
    const int first = std::max(rowAt(0), 0);
    const int below = rowAt(viewport()->height() - 1);
    const int last = below < 0 ? m_cases.rowCount() - 1 : below;
    std::vector<CaseRecord> records;
    for (int row = first; row <= last; ++row) {
        records.push_back(m_cases.rowAt(row)->record);
    }
    m_thumbnails.want(records);
}

void CaseTableView::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    m_settle.start();
}

void CaseTableView::showEvent(QShowEvent* event) {
    QTableView::showEvent(event);
    m_settle.start();
}

}  // namespace tandem
