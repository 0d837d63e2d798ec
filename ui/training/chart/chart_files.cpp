#include "ui/training/chart/chart_files.h"

#include "core/base/error.h"
#include "ui/theme/attempt.h"
#include "ui/theme/dialogs.h"
#include "ui/training/chart/line_chart.h"

#include <QBuffer>
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

void askAndWrite(LineChart& chart, const QStringList& filters,
                 void (*write)(const LineChart& chart, const QString& file)) {
    askWhereToSave(chart, LineChart::tr("Save the chart \"%1\"").arg(chart.title()),
                   documentsFolder() + '/' + chart.title().toLower().replace(' ', '-'), filters,
                   [&chart, write](const QString& file) {
                       attempt([&] { write(chart, file); },
                               [&](const QString& sentence, const QString&) { Q_EMIT chart.failed(sentence); });
                   });
}

/// complaint: with places for the file and for what went wrong.
void write(const QByteArray& content, const QString& file, const QString& complaint) {
    QSaveFile target(file);
    if (!target.open(QIODevice::WriteOnly) || target.write(content) < 0 || !target.commit()) {
        throw Error(ErrorCode::Io, complaint.arg(file, target.errorString()).toStdString());
    }
}

}  // namespace

void savePicture(LineChart& chart) {
    askAndWrite(chart, {LineChart::tr("PNG picture (*.png)"), LineChart::tr("SVG drawing (*.svg)")}, writePicture);
}

void saveTable(LineChart& chart) {
    askAndWrite(chart, {LineChart::tr("Table (*.csv)")}, writeCsv);
}

void writeCsv(const LineChart& chart, const QString& file) {
    write(chart.csv().toUtf8(), file, LineChart::tr("The table %1 cannot be written: %2."));
}

void writePicture(const LineChart& chart, const QString& file) {
    QBuffer picture;
    picture.open(QIODevice::WriteOnly);
    const QSize pixels = (LineChart::kPaper * kPixelsOfAPoint).toSize();
    if (isSvg(file)) {
        QSvgGenerator drawing;
        drawing.setOutputDevice(&picture);
        drawing.setTitle(chart.title());
        drawing.setSize(pixels);
        drawing.setViewBox(QRectF({}, LineChart::kPaper));
        chart.paintOn(drawing, 1);
    } else {
        QImage image(pixels, QImage::Format_RGB32);
        chart.paintOn(image, kPixelsOfAPoint);
        image.save(&picture, "PNG");
    }
    write(picture.data(), file, LineChart::tr("The picture %1 cannot be written: %2."));
}

}  // namespace tandem
