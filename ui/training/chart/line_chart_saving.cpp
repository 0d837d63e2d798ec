// How a chart is kept as a file; how it is drawn is in line_chart.cpp.
#include "core/base/error.h"
#include "ui/theme/documents.h"
#include "ui/training/chart/line_chart.h"

#include <QBuffer>
#include <QFileDialog>
#include <QFileInfo>
#include <QImage>
#include <QSaveFile>
#include <QSvgGenerator>

namespace tandem {
namespace {

constexpr double kPixelsOfAPoint = 2;  // 1600 pixels across, enough for a column of a page in print

bool isSvg(const QString& file) {
    return QFileInfo(file).suffix().compare("svg", Qt::CaseInsensitive) == 0;
}

}  // namespace

QString LineChart::proposedFile(const QString& suffix) const {
    return documentsFolder() + '/' + m_title.toLower().replace(' ', '-') + '.' + suffix;
}

void LineChart::savePicture() {
    QString kind;
    QString file = QFileDialog::getSaveFileName(this, tr("Save the chart \"%1\"").arg(m_title), proposedFile("png"),
                                                tr("PNG picture (*.png)") + ";;" + tr("SVG drawing (*.svg)"), &kind);
    if (file.isEmpty()) {
        return;
    }
    if (QFileInfo(file).suffix().isEmpty()) {
        file += kind.contains("*.svg") ? ".svg" : ".png";
    }
    try {
        writePicture(file);
    } catch (const Error& error) {
        Q_EMIT failed(QString::fromUtf8(error.what()));
    }
}

void LineChart::saveTable() {
    const QString file = QFileDialog::getSaveFileName(this, tr("Save the chart \"%1\"").arg(m_title),
                                                      proposedFile("csv"), tr("Table (*.csv)"));
    if (file.isEmpty()) {
        return;
    }
    try {
        writeCsv(file);
    } catch (const Error& error) {
        Q_EMIT failed(QString::fromUtf8(error.what()));
    }
}

QString LineChart::csv() const {
    return csvOf(m_xTitle, m_series);
}

void LineChart::writeCsv(const QString& file) const {
    QSaveFile target(file);
    if (!target.open(QIODevice::WriteOnly) || target.write(csv().toUtf8()) < 0 || !target.commit()) {
        throw Error(ErrorCode::Io,
                    tr("The table %1 cannot be written: %2.").arg(file, target.errorString()).toStdString());
    }
}

void LineChart::writePicture(const QString& file) const {
    QBuffer picture;
    picture.open(QIODevice::WriteOnly);
    const QSize pixels = (paper().size * kPixelsOfAPoint).toSize();
    if (isSvg(file)) {
        QSvgGenerator drawing;
        drawing.setOutputDevice(&picture);
        drawing.setTitle(m_title);
        drawing.setSize(pixels);
        drawing.setViewBox(QRectF({}, paper().size));
        paintOn(drawing, 1);
    } else {
        QImage image(pixels, QImage::Format_RGB32);
        paintOn(image, kPixelsOfAPoint);
        image.save(&picture, "PNG");
    }
    QSaveFile target(file);
    if (!target.open(QIODevice::WriteOnly) || target.write(picture.data()) < 0 || !target.commit()) {
        throw Error(ErrorCode::Io,
                    tr("The picture %1 cannot be written: %2.").arg(file, target.errorString()).toStdString());
    }
}

}  // namespace tandem
