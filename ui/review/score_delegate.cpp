#include "ui/review/score_delegate.h"

#include "ui/review/queue_model.h"

#include <QPainter>
#include <algorithm>

namespace tandem {

void ScoreDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QVariant score = index.data(QueueModel::ScoreRole);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    if (score.isValid() && !isSelected) {
        constexpr int kInset = 4;
        QRect bar = option.rect.adjusted(kInset, kInset, -kInset, -kInset);
        bar.setWidth(qRound(bar.width() * std::clamp(score.toDouble(), 0.0, 1.0)));
        QColor colour = option.palette.color(QPalette::Highlight);
        colour.setAlphaF(0.4F);
        if (option.features.testFlag(QStyleOptionViewItem::Alternate)) {
            painter->fillRect(option.rect, option.palette.brush(QPalette::AlternateBase));
        }
        painter->fillRect(bar, colour);
        QStyleOptionViewItem plain = option;
        plain.features.setFlag(QStyleOptionViewItem::Alternate, false);
        QStyledItemDelegate::paint(painter, plain, index);
        return;
    }
    QStyledItemDelegate::paint(painter, option, index);
}

}  // namespace tandem
