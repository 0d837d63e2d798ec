#include "ui/picture/montage_legend.h"

#include "ui/numbers/quantity.h"
#include "ui/picture/montage_theme.h"

#include <QPainter>
#include <QPen>
#include <QRectF>
#include <array>

namespace tandem {
namespace {

constexpr int kLineHeight = 18;
constexpr int kTickLength = 4;
constexpr int kTickTextHeight = 16;
constexpr double kEdgeWidth = 1.5;
constexpr int kBarHeight = kColourBarTop + kColourBarHeight + kTickLength + 3 + kTickTextHeight + 2;

void drawTick(QPainter& painter, const QRectF& bar, double fraction, const QString& text) {
    const double x = bar.left() + fraction * (bar.width() - 1) + 0.5;
    painter.setPen(QPen(kMutedColour, 1));
    painter.drawLine(QPointF(x, bar.bottom() + 1), QPointF(x, bar.bottom() + 1 + kTickLength));
    const double half = bar.width() / 2;
    const double top = bar.bottom() + kTickLength + 3;
    QRectF place(x - half, top, 2 * half, kTickTextHeight);
    int alignment = Qt::AlignHCenter | Qt::AlignTop;
    if (fraction <= 0) {
        place = QRectF(bar.left(), top, half, kTickTextHeight);
        alignment = Qt::AlignLeft | Qt::AlignTop;
    } else if (fraction >= 1) {
        place = QRectF(bar.right() - half, top, half, kTickTextHeight);
        alignment = Qt::AlignRight | Qt::AlignTop;
    }
    painter.setPen(kTextColour);
    painter.drawText(place, alignment, text);
}

void fillBar(QPainter& painter, ColourMapName colours, const QRectF& bar) {
    const auto steps = static_cast<int>(bar.width());
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int step = 0; step < steps; ++step) {
        const auto colour = colourAt(colours, steps > 1 ? static_cast<double>(step) / (steps - 1) : 0);
        painter.fillRect(QRectF(bar.left() + step, bar.top(), 1, bar.height()),
                         QColor(colour[0], colour[1], colour[2]));
    }
    painter.setRenderHint(QPainter::Antialiasing, true);
}

void drawColourBar(QPainter& painter, const MapScale& scale, const QRectF& bar) {
    fillBar(painter, scale.colours, bar);
    const QString unit = scale.unit.empty() ? QString() : QStringLiteral(" ") + QString::fromStdString(scale.unit);
    for (const double fraction : {0.0, 0.5, 1.0}) {
        const double value = scale.low + fraction * (scale.high - scale.low);
        drawTick(painter, bar, fraction, Quantity::plainSignificant(value, 2) + (fraction == 1 ? unit : QString()));
    }
}

/// A line of the legend: a sign of the given colours and a text beside it.
void drawEntry(QPainter& painter, const QRectF& line, const QColor& fill, const QPen& edge, const QString& text) {
    const QRectF sign(line.left() + 1, line.top() + 4, 14, 10);
    painter.setPen(edge);
    painter.setBrush(fill);
    painter.drawRoundedRect(sign, 2, 2);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(kTextColour);
    const QRectF place = line.adjusted(22, 0, 0, 0);
    const QFontMetricsF metrics(painter.font());
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(text, Qt::ElideRight, place.width()));
}

/// A column of plain images says how their grey is spread; one with class colours has no room to waste on it.
bool hasBar(const MontageColumn& column) {
    return column.scale || column.classes.empty();
}

int entryCount(const MontageColumn& column) {
    const int classes = column.classes.empty() ? 0 : static_cast<int>(column.classes.size()) - 1;
    return classes + (column.outlineLegend.empty() ? 0 : 1);
}

}  // namespace

int legendHeight(const MontageColumn& column) {
    return (hasBar(column) ? kBarHeight : 0) + entryCount(column) * kLineHeight;
}

void drawLegend(QPainter& painter, const MontageColumn& column, int x, int y, int width) {
    painter.setFont(montageFont(11));
    const QRectF bar(x, y + kColourBarTop, width, kColourBarHeight);
    if (column.scale) {
        drawColourBar(painter, *column.scale, bar);
    } else if (hasBar(column)) {
        fillBar(painter, ColourMapName::Grey, bar);
        drawTick(painter, bar, 0, QStringLiteral("1st percentile"));
        drawTick(painter, bar, 1, QStringLiteral("99th"));
    }
    double top = y + (hasBar(column) ? kBarHeight : 0);
    for (std::size_t i = 1; i < column.classes.size(); ++i, top += kLineHeight) {
        const LabelClass& one = column.classes[i];
        const QColor edge(one.colour[0], one.colour[1], one.colour[2]);
        QColor fill = edge;
        fill.setAlphaF(0.35F);
        drawEntry(painter, QRectF(x, top, width, kLineHeight), fill, QPen(edge, kEdgeWidth),
                  QString::fromStdString(one.name));
    }
    if (!column.outlineLegend.empty()) {
        QPen dashed(kOutlineColour, kEdgeWidth, Qt::SolidLine, Qt::FlatCap);
        dashed.setDashPattern({2, 1.5});
        drawEntry(painter, QRectF(x, top, width, kLineHeight), Qt::transparent, dashed,
                  QString::fromStdString(column.outlineLegend));
    }
}

}  // namespace tandem
