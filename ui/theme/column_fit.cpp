#include "ui/theme/column_fit.h"

#include <QAbstractItemModel>
#include <QEvent>
#include <QHeaderView>
#include <QScrollBar>
#include <QStyle>
#include <QTableView>
#include <algorithm>
#include <iterator>
#include <utility>

namespace tandem {
namespace {

constexpr int kUsualWidest = 240;
constexpr int kLeastFlexible = 130;

}  // namespace

ColumnFit::ColumnFit(QTableView& table, int flexible)
    : QObject(&table),
      m_table(table),
      m_flexible(flexible),
      m_stretchesLast(table.horizontalHeader()->stretchLastSection()) {
    constexpr int kRestMs = 60;
    constexpr int kMeasuredRows = 100;
    m_settle.setSingleShot(true);
    m_settle.setInterval(kRestMs);
    connect(&m_settle, &QTimer::timeout, this, &ColumnFit::fit);
    table.horizontalHeader()->setResizeContentsPrecision(kMeasuredRows);
    table.installEventFilter(this);
    const QAbstractItemModel* const model = table.model();
    connect(model, &QAbstractItemModel::modelReset, this, &ColumnFit::noteRows);
    connect(model, &QAbstractItemModel::layoutChanged, this, &ColumnFit::noteRows);
    connect(model, &QAbstractItemModel::rowsInserted, this, &ColumnFit::noteRows);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &ColumnFit::noteRows);
    connect(model, &QAbstractItemModel::headerDataChanged, this, &ColumnFit::noteChange);
    connect(model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex& first, const QModelIndex& last, const QList<int>& roles) {
                // A picture that is drawn has the room that was kept for it.
                if (roles != QList<int>{Qt::DecorationRole}) {
                    noteData(first, last);
                }
            });
    connect(table.verticalScrollBar(), &QScrollBar::valueChanged, &m_settle, qOverload<>(&QTimer::start));
    connect(table.horizontalHeader(), &QHeaderView::sectionResized, this, &ColumnFit::noteWidth);
}

void ColumnFit::setWidest(int column, int pixels) {
    m_widest[column] = pixels;
}

void ColumnFit::setGivingWay(std::vector<int> columns) {
    m_givingWay = std::move(columns);
    m_settle.start();
}

bool ColumnFit::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize || event->type() == QEvent::Show || event->type() == QEvent::FontChange) {
        m_settle.start();
    }
    return QObject::eventFilter(watched, event);
}

void ColumnFit::noteChange() {
    m_mayShrink = true;
    m_settle.start();
}

void ColumnFit::noteRows() {
    m_textWidths.clear();
    noteChange();
}

void ColumnFit::noteData(const QModelIndex& first, const QModelIndex& last) {
    if (first.row() != last.row()) {
        noteRows();
        return;
    }
    const QFontMetrics metrics = m_table.fontMetrics();
    bool isOther = false;
    for (int column = first.column(); column <= last.column(); ++column) {
        const int width = metrics.horizontalAdvance(first.siblingAtColumn(column).data().toString());
        const auto [known, isNew] = m_textWidths.try_emplace(std::pair(first.row(), column), width);
        const int before = std::exchange(known->second, width);
        isOther = isOther || isNew || before != width;
    }
    if (isOther) {
        noteChange();
    }
}

void ColumnFit::noteWidth(int column) {
    const bool isStretched = m_table.horizontalHeader()->sectionResizeMode(column) == QHeaderView::Stretch ||
                             (m_stretchesLast && column == lastColumn());
    if (!m_isFitting && !isStretched) {
        m_chosen.insert(column);
    }
}

int ColumnFit::lastColumn() const {
    const QHeaderView& titles = *m_table.horizontalHeader();
    for (int place = titles.count() - 1; place >= 0; --place) {
        if (const int column = titles.logicalIndex(place); !titles.isSectionHidden(column)) {
            return column;
        }
    }
    return kNoColumn;
}

int ColumnFit::titleWidth(int column) const {
    const QHeaderView& titles = *m_table.horizontalHeader();
    // Without the room for the mark of sorting, which only one column has.
    const bool hasRoomForMark = titles.isSortIndicatorShown() && titles.sortIndicatorSection() != column;
    const int mark = m_table.style()->pixelMetric(QStyle::PM_HeaderMarkSize, nullptr, &titles);
    return titles.sectionSizeHint(column) - (hasRoomForMark ? mark : 0);
}

int ColumnFit::wantedWidth(int column) const {
    const auto widest = m_widest.find(column);
    const QAbstractItemView& view = m_table;
    const int title = titleWidth(column);
    const int wanted = std::clamp(view.sizeHintForColumn(column), title,
                                  std::max(title, widest == m_widest.end() ? kUsualWidest : widest->second));
    return m_mayShrink ? wanted : std::max(wanted, m_table.columnWidth(column));
}

int ColumnFit::fitOthers() {
    const QHeaderView& titles = *m_table.horizontalHeader();
    const int last = m_stretchesLast ? lastColumn() : kNoColumn;
    int together = 0;
    for (int column = 0; column < titles.count(); ++column) {
        if (column == m_flexible || column == last || titles.isSectionHidden(column)) {
            continue;
        }
        if (!m_chosen.contains(column) && titles.sectionResizeMode(column) != QHeaderView::Stretch) {
            m_table.setColumnWidth(column, wantedWidth(column));
        }
        together += m_table.columnWidth(column);
    }
    return together;
}

bool ColumnFit::isEmpty(int column) const {
    const QAbstractItemModel& model = *m_table.model();
    for (int row = 0; row < model.rowCount(); ++row) {
        if (!model.index(row, column).data().toString().isEmpty()) {
            return false;
        }
    }
    return true;
}

int ColumnFit::neededWidth(int column) {
    if (column == m_flexible && !m_chosen.contains(column)) {
        const QAbstractItemView& view = m_table;
        return std::clamp(view.sizeHintForColumn(column), kLeastFlexible, kUsualWidest);
    }
    if (m_table.horizontalHeader()->sectionResizeMode(column) == QHeaderView::Stretch) {
        return titleWidth(column);
    }
    if (m_stretchesLast && column == lastColumn()) {
        // Measured while it takes the rest of the room, which is not what it needs.
        const bool mayShrink = std::exchange(m_mayShrink, true);
        const int needed = wantedWidth(column);
        m_mayShrink = mayShrink;
        return needed;
    }
    return m_chosen.contains(column) ? m_table.columnWidth(column) : wantedWidth(column);
}

void ColumnFit::giveWay() {
    for (const int column : std::exchange(m_gone, {})) {
        m_table.setColumnHidden(column, false);
    }
    if (m_mayShrink) {
        m_empty.clear();
        std::ranges::copy_if(m_givingWay, std::inserter(m_empty, m_empty.end()),
                             [this](int column) { return isEmpty(column); });
    }
    std::map<int, int> needed;
    int lacking = -m_table.viewport()->width();
    for (int column = 0; column < m_table.horizontalHeader()->count(); ++column) {
        if (!m_table.isColumnHidden(column)) {
            needed[column] = neededWidth(column);
            lacking += needed[column];
        }
    }
    const auto hide = [&](bool onlyEmpty, int spared) {
        for (const int column : m_givingWay) {
            const bool mayGo = needed.contains(column) && !m_gone.contains(column);
            if (mayGo && lacking > spared && (!onlyEmpty || m_empty.contains(column))) {
                m_gone.insert(column);
                lacking -= needed[column];
            }
        }
    };
    hide(true, 0);
    // What says something goes only where the names would be too short.
    hide(false, m_flexible == kNoColumn ? 0 : std::max(0, needed[m_flexible] - kLeastFlexible));
    for (const int column : m_gone) {
        m_table.setColumnHidden(column, true);
    }
}

void ColumnFit::fit() {
    if (!m_table.isVisible() || m_table.model()->rowCount() == 0) {
        return;
    }
    m_isFitting = true;
    if (!m_givingWay.empty()) {
        giveWay();
    }
    fitShown();
    m_mayShrink = false;
    m_isFitting = false;
}

void ColumnFit::fitShown() {
    const int last = m_stretchesLast ? lastColumn() : kNoColumn;
    const int lastWanted = last == kNoColumn ? 0 : neededWidth(last);
    int others = fitOthers();
    if (m_flexible != kNoColumn) {
        if (!m_chosen.contains(m_flexible)) {
            const int left = std::max(m_table.viewport()->width() - others - lastWanted, kLeastFlexible);
            const QAbstractItemView& view = m_table;
            m_table.setColumnWidth(m_flexible, std::clamp(view.sizeHintForColumn(m_flexible), kLeastFlexible, left));
        }
        others += m_table.columnWidth(m_flexible);
    }
    if (last != kNoColumn) {
        fitLast(last, lastWanted, others);
    }
}

void ColumnFit::fitLast(int column, int wanted, int before) {
    // Stretched before the others had their widths, it would keep what it took then.
    m_table.horizontalHeader()->setStretchLastSection(false);
    m_table.setColumnWidth(column, wanted);
    m_table.horizontalHeader()->setStretchLastSection(before + wanted <= m_table.viewport()->width());
}

}  // namespace tandem
