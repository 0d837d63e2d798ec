// The table of cases to review, sortable, with a filter; it keeps its selection while the queue is read again.
//
// Used on the GUI thread. Invariant: at most one signal of a changed selection comes of one change of the queue.
#pragma once

#include "storage/review/review_queue.h"

#include <QWidget>
#include <cstdint>
#include <vector>

class QComboBox;
class QLabel;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace tandem {

class QueueModel;

class QueueView : public QWidget {
    Q_OBJECT

public:
    explicit QueueView(QWidget* parent = nullptr);

    /// Keeps the selection where its cases are still there; else selects the first.
    void setQueue(ReviewQueue queue);
    [[nodiscard]] const ReviewQueue& queue() const;
    /// In the table's order.
    [[nodiscard]] std::vector<const QueuedCase*> selected() const;
    /// Selects the next predicted case below the selected ones, then from the top, that has not been reviewed; stays
    /// where there is none.
    void advance();
    /// Said in place of the table.
    void setMessage(const QString& message);

Q_SIGNALS:
    void selectionChanged();
    /// Enter or a double click.
    void activated(std::int64_t caseId);

private:
    void makeTable();
    void retranslate();
    void showCount();
    void select(const std::vector<std::int64_t>& caseIds);

    QueueModel* m_model;
    QSortFilterProxyModel* m_sorted;
    QLabel* m_heading;
    QComboBox* m_filter;
    QStackedWidget* m_stack;
    QTableView* m_table;
    QLabel* m_message;
    bool m_isFilling = false;
};

}  // namespace tandem
