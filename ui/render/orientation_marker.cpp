#include "ui/render/orientation_marker.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPalette>
#include <QPen>
#include <algorithm>
#include <cstddef>

namespace tandem {

std::array<MarkerEnd, 6> markerEnds(const ViewDirections& view) {
    const Vector3& right = view.right;
    const Vector3& up = view.up;
    const Vector3 near{right[1] * up[2] - right[2] * up[1], right[2] * up[0] - right[0] * up[2],
                       right[0] * up[1] - right[1] * up[0]};
    constexpr std::array<std::array<char, 2>, 3> kLetters{{{'L', 'R'}, {'P', 'A'}, {'S', 'I'}}};
    std::array<MarkerEnd, 6> ends;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        for (std::size_t side = 0; side < 2; ++side) {
            const double sign = side == 0 ? 1 : -1;
            ends[2 * axis + side] = {QLatin1Char(kLetters[axis][side]), QPointF(sign * right[axis], -sign * up[axis]),
                                     sign * near[axis]};
        }
    }
    std::ranges::stable_sort(ends, {}, &MarkerEnd::nearness);
    return ends;
}

void paintMarker(QPainter& painter, const QRectF& place, const ViewDirections& view, const QPalette& palette) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QFont font = painter.font();
    font.setBold(true);
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    const double letter = metrics.height();
    const double reach = (std::min(place.width(), place.height()) - letter) / 2;
    for (const MarkerEnd& end : markerEnds(view)) {
        // What points away is faint, and what points at the viewer lies over it.
        QColor colour = palette.color(QPalette::Text);
        colour.setAlphaF(static_cast<float>(0.3 + 0.7 * (end.nearness + 1) / 2));
        const QPointF tip = place.center() + reach * end.place;
        painter.setPen(QPen(colour, 1.5));
        painter.drawLine(place.center(), place.center() + 0.72 * reach * end.place);
        const QRectF box(tip - QPointF(letter / 2, letter / 2), QSizeF(letter, letter));
        painter.drawText(box, Qt::AlignCenter, end.letter);
    }
    painter.restore();
}

}  // namespace tandem
