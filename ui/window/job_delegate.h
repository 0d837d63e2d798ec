// Draws a job: its title, what it is doing, and a bar.
#pragma once

#include <QStyledItemDelegate>

namespace tandem {

class JobDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// What the job does or how it ended, in the words that the runs have for it.
    [[nodiscard]] static QString stateText(const QModelIndex& index);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace tandem
