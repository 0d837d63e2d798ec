#include "ui/render/slice_marks.h"

#include <QPainter>
#include <QPalette>
#include <algorithm>

namespace tandem {
namespace {

const QColor kGround(0, 0, 0, 150);
const QColor kLookedAt(0x3f, 0xb6, 0x6b);
const QColor kPainted(0xf2, 0xb1, 0x34);
constexpr double kLeastTick = 1.5;  // points of the screen

}  // namespace

void paintSliceMarks(QPainter& painter, const QRect& view, const SliceMarks& marks, std::int64_t slices,
                     std::int64_t shown, const QPalette& palette) {
    const QRectF strip(view.left() + 1, view.top() + 1, kSliceMarksWidth, view.height() - 2);
    const double step = strip.height() / static_cast<double>(std::max<std::int64_t>(slices, 1));
    const auto tick = [&](std::int64_t slice, double left, double width) {
        const double height = std::max(step, kLeastTick);
        const double middle = strip.bottom() - (static_cast<double>(slice) + 0.5) * step;
        return QRectF(strip.left() + left, middle - height / 2, width, height);
    };
    painter.save();
    painter.setPen(Qt::NoPen);
    painter.fillRect(strip, kGround);
    for (const std::int64_t slice : marks.lookedAt) {
        painter.fillRect(tick(slice, 0, kSliceMarksWidth), kLookedAt);
    }
    for (const std::int64_t slice : marks.painted) {
        painter.fillRect(tick(slice, kSliceMarksWidth / 2.0, kSliceMarksWidth / 2.0), kPainted);
    }
    painter.setPen(QPen(palette.color(QPalette::Highlight), 2));
    const double y = tick(shown, 0, 0).center().y();
    painter.drawLine(QPointF(strip.left(), y), QPointF(strip.right() + 3, y));
    painter.restore();
}

}  // namespace tandem
