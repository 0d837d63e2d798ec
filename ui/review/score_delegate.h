// Draws a number between 0 and 1 with a bar behind it, so that a column can be read at a glance.
//
// Used on the GUI thread. Invariant: cells without QueueModel::ScoreRole look as any other.
#pragma once

#include <QStyledItemDelegate>

namespace tandem {

class ScoreDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace tandem
