#include "ui/export/report/report_pictures.h"

#include "ui/numbers/quantity.h"
#include "ui/picture/colour_map.h"
#include "ui/picture/largest_slice.h"
#include "ui/picture/montage_theme.h"
#include "ui/picture/orientation_letters.h"
#include "ui/picture/slice_montage.h"
#include "ui/picture/tile_painter.h"
#include "ui/trust/trust_words.h"

#include <QCoreApplication>
#include <QPainter>
#include <QSize>
#include <algorithm>
#include <cmath>

namespace tandem {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(ExportReport)
};

QImage scaleBar(const MapScale& scale) {
    constexpr int kWidth = 256;
    constexpr int kHeight = 10;
    QImage bar(kWidth, kHeight, QImage::Format_RGB32);
    for (int x = 0; x < kWidth; ++x) {
        const auto [red, green, blue] = colourAt(scale.colours, x / double(kWidth - 1));
        for (int y = 0; y < kHeight; ++y) {
            bar.setPixel(x, y, qRgb(red, green, blue));
        }
    }
    return bar;
}

QSize sizeOf(const SlicePlane& plane, int side) {
    const double scale = side / std::max(plane.widthMm(), plane.heightMm());
    return {std::max(8, static_cast<int>(std::lround(scale * plane.widthMm()))),
            std::max(8, static_cast<int>(std::lround(scale * plane.heightMm())))};
}

class Painter {
public:
    Painter(std::int64_t slice, int side) : m_slice(slice), m_side(side) {}

    [[nodiscard]] ReportPicture labels(const MontageTile& tile, const QString& caption,
                                       std::vector<LabelClass> classes) const {
        const MontageColumn column{.classes = std::move(classes)};
        return {.image = paint(tile, column), .caption = caption};
    }

    [[nodiscard]] ReportPicture map(const MontageTile& tile, const QString& caption, const MapScale& scale) const {
        const MontageColumn column{.scale = scale};
        const QString unit = scale.unit.empty() ? QString() : " " + QString::fromStdString(scale.unit);
        return {.image = paint(tile, column),
                .caption = caption,
                .scale = scaleBar(scale),
                .low = Quantity::plainSignificant(scale.low, 2),
                .high = Quantity::plainSignificant(scale.high, 2) + unit};
    }

private:
    [[nodiscard]] QImage paint(const MontageTile& tile, const MontageColumn& column) const {
        const SlicePlane plane = axialPlaneOf(tile);
        QImage picture = paintTile(tile, column, m_slice, sizeOf(plane, m_side), true, 2.0);
        writeSides(picture, plane);
        return picture;
    }

    /// Whatever lies there in the patient, as the slice is seen from the feet.
    void writeSides(QImage& picture, const SlicePlane& plane) const {
        const QRectF inner =
            QRectF(picture.rect()).adjusted(m_side / 60.0, m_side / 90.0, -m_side / 60.0, -m_side / 90.0);
        QPainter painter(&picture);
        painter.setFont(montageFont(std::max(9, m_side / 24), true));
        writeLegibly(painter, inner, Qt::AlignLeft | Qt::AlignVCenter, plane.lettersLeft());
        writeLegibly(painter, inner, Qt::AlignRight | Qt::AlignVCenter, plane.lettersRight());
        writeLegibly(painter, inner, Qt::AlignHCenter | Qt::AlignTop, plane.lettersUp());
        writeLegibly(painter, inner, Qt::AlignHCenter | Qt::AlignBottom, plane.lettersDown());
    }

    std::int64_t m_slice;
    int m_side;
};

}  // namespace

LabelClass abstainClass() {
    return {.name = Words::tr("not decided").toStdString(), .colour = {255, 0, 255}};
}

ReportPictures picturesOf(const ReportCase& one, const ReportFacts& facts, int side) {
    ReportPictures result;
    const bool hasReference = !one.reference.isEmpty();
    result.slice = largestSlice(hasReference ? one.reference : one.prediction);
    result.slices = SlicePlane::of(one.image.geometry(), Plane::Axial).slices();
    const Painter painter(result.slice, side);
    result.pictures.push_back(painter.labels({.image = one.image}, Words::tr("Image"), {}));
    std::vector<LabelClass> classes = facts.scheme.classes;
    if (facts.abstain) {
        classes.push_back(abstainClass());
    }
    const QString caption =
        hasReference ? Words::tr("Prediction; the label is outlined in white") : Words::tr("Prediction");
    result.pictures.push_back(
        painter.labels({.image = one.image, .label = one.prediction, .outline = one.reference}, caption, classes));
    if (!one.uncertainty.isEmpty()) {
        result.pictures.push_back(painter.map({.image = one.image, .map = one.uncertainty},
                                              Words::tr("Uncertainty of decoder A"),
                                              MapScale::uncertainty(facts.scheme.count())));
    }
    if (!one.trust.isEmpty()) {
        const bool isCalibrated = facts.trust.fitted.model.isCalibrated;
        const QString name = TrustWords::name(isCalibrated);
        const QString trust = isCalibrated ? name + QStringLiteral(": ") + TrustWords::meaning(true) : name;
        result.pictures.push_back(painter.map({.image = one.image, .map = one.trust}, trust, MapScale::trust()));
    }
    return result;
}

}  // namespace tandem
