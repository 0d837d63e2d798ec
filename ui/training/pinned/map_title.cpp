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

void MapTitle::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    int right = width();
    if (!m_high.isEmpty()) {
        painter.setFont(smallFont(font()));
        painter.setPen(palette().color(QPalette::PlaceholderText));
        const QFontMetrics metrics = painter.fontMetrics();
        const auto place = [&](const QString& text) {
            const int wide = metrics.horizontalAdvance(text);
            right -= wide;
            painter.drawText(QRect(right, 0, wide, height()), Qt::AlignVCenter, text);
            right -= kGap;
        };
        place(m_high);
        const QRect bar(right - kBarWidth, (height() - kBarHeight) / 2, kBarWidth, kBarHeight);
        for (int x = 0; x < bar.width(); ++x) {
            const auto [red, green, blue] = colourAt(m_colours, x / (bar.width() - 1.0));
            painter.fillRect(bar.left() + x, bar.top(), 1, bar.height(), QColor(red, green, blue));
        }
        right = bar.left() - kGap;
        place(m_low);
    }
    painter.setFont(font());
    painter.setPen(palette().color(QPalette::WindowText));
    const QRect left(0, 0, right, height());
    painter.drawText(left, Qt::AlignVCenter, painter.fontMetrics().elidedText(m_title, Qt::ElideRight, left.width()));
}

}  // namespace tandem
