#include "ui/training/pinned/map_title.h"

#include <QFontMetrics>
#include <QPainter>

namespace tandem {
namespace {

constexpr int kBarWidth = 26;
constexpr int kBarHeight = 8;
constexpr int kGap = 4;

QFont smallFont(QFont font) {
    font.setPointSizeF(font.pointSizeF() * 0.85);
    return font;
}

}  // namespace

MapTitle::MapTitle(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void MapTitle::setTitle(const QString& title) {
    m_title = title;
    setAccessibleName(title);
    update();
}

void MapTitle::setScale(ColourMapName colours, const QString& low, const QString& high) {
    m_colours = colours;
    m_low = low;
    m_high = high;
    setToolTip(tr("%1: %2 to %3").arg(m_title, low, high));
    update();
}

QSize MapTitle::sizeHint() const {
    return {120, QFontMetrics(font()).height() + 2};
}

QSize MapTitle::minimumSizeHint() const {
    return {40, sizeHint().height()};
}

/// The name comes first: where there is little room, the numbers are left out, then the colours. The tooltip has them.
void MapTitle::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    const QFont small = smallFont(font());
    const QFontMetrics metrics(small);
    const auto widthOf = [&](const QString& text) { return metrics.horizontalAdvance(text) + kGap; };
    const int free = width() - QFontMetrics(font()).horizontalAdvance(m_title);
    const bool hasColours = !m_high.isEmpty() && free >= kBarWidth + kGap;
    const bool hasNumbers = hasColours && free >= kBarWidth + kGap + widthOf(m_low) + widthOf(m_high);
    painter.setFont(small);
    painter.setPen(palette().color(QPalette::PlaceholderText));
    int right = width();
    const auto place = [&](const QString& text) {
        right -= widthOf(text) - kGap;
        painter.drawText(QRect(right, 0, widthOf(text), height()), Qt::AlignVCenter, text);
        right -= kGap;
    };
    if (hasNumbers) {
        place(m_high);
    }
    if (hasColours) {
        const QRect bar(right - kBarWidth, (height() - kBarHeight) / 2, kBarWidth, kBarHeight);
        for (int x = 0; x < bar.width(); ++x) {
            const auto [red, green, blue] = colourAt(m_colours, x / (bar.width() - 1.0));
            painter.fillRect(bar.left() + x, bar.top(), 1, bar.height(), QColor(red, green, blue));
        }
        right = bar.left() - kGap;
    }
    if (hasNumbers) {
        place(m_low);
    }
    painter.setFont(font());
    painter.setPen(palette().color(QPalette::WindowText));
    const QRect left(0, 0, right, height());
    painter.drawText(left, Qt::AlignVCenter, painter.fontMetrics().elidedText(m_title, Qt::ElideRight, left.width()));
}

}  // namespace tandem
