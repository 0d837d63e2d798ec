// The cases to review as a table, in the queue's order: the least predicted Dice first.
//
// Used on the GUI thread. Invariant: rows are those of the queue that was set last.
#pragma once

#include "storage/review/review_queue.h"

#include <QAbstractTableModel>
#include <cstdint>

namespace tandem {

class QueueModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, PredictedDice, Uncertainty, Agreement, Review, ColumnCount };
    enum DataRole {
        CaseIdRole = Qt::UserRole + 1,
        SortRole,
        ScoreRole  ///< 0..1 where the column shows such a number, else invalid
    };

    explicit QueueModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void setQueue(ReviewQueue queue);
    [[nodiscard]] const ReviewQueue& queue() const noexcept { return m_queue; }
    /// Nothing for a case that is not in the queue.
    [[nodiscard]] const QueuedCase* find(std::int64_t caseId) const;
    /// The language has changed.
    void retranslate();

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] static QString textAt(const QueuedCase& queued, int column);
    [[nodiscard]] static QVariant sortValueAt(const QueuedCase& queued, int column);
    [[nodiscard]] static QString tooltipAt(const QueuedCase& queued, int column);

    ReviewQueue m_queue;
};

}  // namespace tandem
