#include "ui/simulation/picture/simulation_picture.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "ui/simulation/picture/simulation_chart.h"

#include <QBuffer>
#include <QByteArray>
#include <QFont>
#include <QImage>
#include <QPainter>
#include <QPalette>
#include <span>

namespace tandem {
namespace {

constexpr QSizeF kChart{760, 480};
constexpr double kMargin = 20;
constexpr double kPixelsOfAPoint = 2;

QFont letters() {
    QFont font(QStringLiteral("DejaVu Sans"));
    font.setStyleHint(QFont::SansSerif);
    font.setPixelSize(13);
    return font;
}

QPalette paper() {
    QPalette palette;
    palette.setColor(QPalette::WindowText, QColor(0x20, 0x24, 0x2a));
    palette.setColor(QPalette::PlaceholderText, QColor(0x70, 0x76, 0x80));
    palette.setColor(QPalette::Mid, QColor(0xd8, 0xdb, 0xe0));
    return palette;
}

QImage draw(const Simulation& simulation) {
    const QSizeF page(2 * kChart.width() + 3 * kMargin, kChart.height() + 2 * kMargin);
    QImage image((page * kPixelsOfAPoint).toSize(), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.scale(kPixelsOfAPoint, kPixelsOfAPoint);
    painter.setFont(letters());
    painter.translate(kMargin, kMargin);
    for (const SimulationAxis axis : {SimulationAxis::LookedAt, SimulationAxis::Changed}) {
        paintBandChart(painter, paper(), kChart, SimulationChart::chartOf(simulation, axis));
        painter.translate(kChart.width() + kMargin, 0);
    }
    return image;
}

}  // namespace

void writeSimulationPng(const Simulation& simulation, const std::filesystem::path& file) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!draw(simulation).save(&buffer, "PNG")) {
        throw Error(ErrorCode::Io, "The picture " + file.string() + " cannot be made as a PNG file.");
    }
    writeAtomically(file, std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))));
}

}  // namespace tandem
