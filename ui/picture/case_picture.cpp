#include "ui/picture/case_picture.h"

#include "core/base/error.h"
#include "ui/picture/axial_slice.h"
#include "ui/picture/slice_montage.h"

#include <QCoreApplication>
#include <QImage>
#include <memory>
#include <utility>
#include <vector>

namespace tandem {
namespace {

std::string text(const char* source) {
    return QCoreApplication::translate("CasePicture", source).toStdString();
}

/// The columns with their tiles, of what is given.
class Tiles {
public:
    Tiles(const CasePictureParts& parts, const LabelScheme& scheme) : m_parts(parts), m_scheme(scheme) {
        add({.title = text(QT_TRANSLATE_NOOP("CasePicture", "Image"))}, {.image = parts.image});
        addLabels();
        addMap(QT_TRANSLATE_NOOP("CasePicture", "Uncertainty of %1"), MapScale::uncertainty(scheme.count()),
               parts.uncertainty);
        addMap(QT_TRANSLATE_NOOP("CasePicture", "Trust in %1"), MapScale::trust(), parts.trust);
    }

    std::vector<MontageColumn> columns;
    std::vector<MontageTile> tiles;

private:
    void add(MontageColumn column, MontageTile tile) {
        columns.push_back(std::move(column));
        tiles.push_back(std::move(tile));
    }

    void addLabels() {
        const bool hasLabel = !m_parts.label.isEmpty();
        if (hasLabel) {
            add({.title = text(QT_TRANSLATE_NOOP("CasePicture", "Label")), .classes = m_scheme.classes},
                {.image = m_parts.image, .label = m_parts.label});
        }
        if (!m_parts.prediction.isEmpty()) {
            MontageColumn column{.title = text(QT_TRANSLATE_NOOP("CasePicture", "Prediction")),
                                 .classes = m_scheme.classes};
            if (hasLabel) {
                column.outlineLegend = text(QT_TRANSLATE_NOOP("CasePicture", "label"));
            }
            add(std::move(column), {.image = m_parts.image, .label = m_parts.prediction, .outline = m_parts.label});
        }
    }

    void addMap(const char* title, const MapScale& scale, const ImageVolume& map) {
        if (!map.isEmpty()) {
            const QString named =
                QCoreApplication::translate("CasePicture", title).arg(QString::fromStdString(m_parts.mapsOf));
            add({.title = named.toStdString(), .scale = scale}, {.image = m_parts.image, .map = map});
        }
    }

    const CasePictureParts& m_parts;
    const LabelScheme& m_scheme;
};

std::int64_t sliceOf(const CasePictureParts& parts) {
    if (!parts.label.isEmpty()) {
        return largestSlice(parts.label);
    }
    if (!parts.prediction.isEmpty()) {
        return largestSlice(parts.prediction);
    }
    const Geometry& grid = parts.image.geometry();
    return grid.size[AxialPlane::of(grid).through] / 2;
}

std::unique_ptr<SliceMontage> montageOf(const CasePictureParts& parts, const LabelScheme& scheme, double pixelRatio) {
    if (parts.image.isEmpty()) {
        throw Error(ErrorCode::InvalidInput, "A picture of the case " + parts.name + " needs its image.");
    }
    Tiles tiles(parts, scheme);
    auto montage = std::make_unique<SliceMontage>(std::move(tiles.columns), MontageSettings{.pixelRatio = pixelRatio});
    montage->addRow({.name = parts.name, .note = parts.note, .slice = sliceOf(parts), .tiles = std::move(tiles.tiles)});
    return montage;
}

}  // namespace

QImage drawCasePicture(const CasePictureParts& parts, const LabelScheme& scheme, double pixelRatio) {
    return montageOf(parts, scheme, pixelRatio)->draw();
}

void writeCasePicture(const CasePictureParts& parts, const LabelScheme& scheme, const std::filesystem::path& png,
                      double pixelRatio) {
    montageOf(parts, scheme, pixelRatio)->writePng(png);
}

}  // namespace tandem
