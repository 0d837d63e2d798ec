#include "ui/review/evidence_table.h"

#include <QEvent>
#include <QHeaderView>
#include <QStyle>
#include <algorithm>

namespace tandem {
namespace {

constexpr int kChosenRole = Qt::UserRole + 1;  ///< of the cells of a row that stands out

}  // namespace

EvidenceTable::EvidenceTable(QWidget* parent) : QTableWidget(parent) {
    setEditTriggers(NoEditTriggers);
    setSelectionMode(NoSelection);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    // Many figures are to stand side by side.
    QFont small = font();
    small.setPointSizeF(std::max(7.0, small.pointSizeF() * 0.88));
    setFont(small);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(1);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
}

void EvidenceTable::setRows(const QStringList& titles, const QStringList& tips, const std::vector<EvidenceRow>& rows) {
    clear();
    setColumnCount(static_cast<int>(titles.size()));
    setRowCount(static_cast<int>(rows.size()));
    for (int column = 0; column < columnCount(); ++column) {
        auto* const title = new QTableWidgetItem(titles[column]);
        title->setToolTip(tips.value(column));
        setHorizontalHeaderItem(column, title);
    }
    for (int row = 0; row < rowCount(); ++row) {
        const EvidenceRow& content = rows[static_cast<std::size_t>(row)];
        for (int column = 0; column < columnCount(); ++column) {
            auto* const cell = new QTableWidgetItem(content.cells.value(column));
            cell->setTextAlignment(column == 0 ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignCenter);
            cell->setToolTip(content.warning);
            if (content.isChosen) {
                QFont bold = font();
                bold.setBold(true);
                cell->setFont(bold);
                cell->setData(kChosenRole, true);
            }
            if (column == 0 && !content.warning.isEmpty()) {
                cell->setIcon(style()->standardIcon(QStyle::SP_MessageBoxWarning));
            }
            setItem(row, column, cell);
        }
    }
    dress();
    fit();
}

void EvidenceTable::dress() {
    QColor chosen = palette().color(QPalette::Highlight);
    chosen.setAlphaF(0.25F);
    for (int row = 0; row < rowCount(); ++row) {
        for (int column = 0; column < columnCount(); ++column) {
            if (item(row, column)->data(kChosenRole).toBool()) {
                item(row, column)->setBackground(chosen);
            }
        }
    }
}

void EvidenceTable::fit() {
    if (columnCount() > 0) {
        horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
        resizeRowsToContents();
    }
    if (m_isAsHighAsRows && columnCount() > 0) {
        setFixedHeight(horizontalHeader()->sizeHint().height() + verticalHeader()->length() + 2 * frameWidth());
    }
}

void EvidenceTable::changeEvent(QEvent* event) {
    QTableWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        dress();
    }
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        fit();
    }
}

}  // namespace tandem
