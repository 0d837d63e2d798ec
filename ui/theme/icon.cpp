#include "ui/theme/icon.h"

#include "ui/theme/resources.h"

#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QSvgRenderer>

namespace tandem {
namespace {

constexpr int kSide = 24;
constexpr int kPixelRatio = 3;  // enough for every screen

QPixmap drawn(QSvgRenderer& renderer, const QColor& colour) {
    QPixmap pixmap(kSide * kPixelRatio, kSide * kPixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), colour);
    painter.end();
    pixmap.setDevicePixelRatio(kPixelRatio);
    return pixmap;
}

}  // namespace

QIcon iconNamed(const QString& name, const QPalette& palette) {
    loadResources();
    QSvgRenderer renderer(":/icons/" + name + ".svg");
    Q_ASSERT(renderer.isValid());
    const QPixmap faint = drawn(renderer, palette.color(QPalette::PlaceholderText));
    const QPixmap strong = drawn(renderer, palette.color(QPalette::WindowText));
    QIcon icon;
    icon.addPixmap(faint, QIcon::Normal, QIcon::Off);
    icon.addPixmap(faint, QIcon::Disabled);
    icon.addPixmap(strong, QIcon::Active, QIcon::Off);
    icon.addPixmap(strong, QIcon::Normal, QIcon::On);
    return icon;
}

QIcon programIcon() {
    loadResources();
    QSvgRenderer renderer(QString(":/icons/tandem.svg"));
    QIcon icon;
    for (const int side : {16, 32, 64, 128, 256}) {
        QPixmap pixmap(side, side);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        renderer.render(&painter);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

}  // namespace tandem
