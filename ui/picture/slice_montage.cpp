#include "ui/picture/slice_montage.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "ui/picture/montage_legend.h"
#include "ui/picture/montage_theme.h"
#include "ui/picture/tile_painter.h"

#include <QBuffer>
#include <QByteArray>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <utility>

namespace tandem {
namespace {

constexpr int kMargin = 28;
constexpr int kGap = 10;
constexpr int kNameWidth = 118;
constexpr int kTitleHeight = 34;
constexpr int kSubtitleHeight = 22;
constexpr int kColumnTitleHeight = 38;

[[noreturn]] void refuse(const std::string& sentence) {
    throw Error(ErrorCode::InvalidInput, sentence);
}

/// Where everything lies, in units of length (pixels at a ratio of one).
struct Layout {
    int columnTitleTop = 0;
    std::vector<int> rowTops;
    std::vector<int> rowHeights;
    int legendTop = 0;
    QSize page;

    [[nodiscard]] static int columnLeft(const MontageSettings& settings, std::size_t column) {
        return kMargin + kNameWidth + kGap + static_cast<int>(column) * (settings.tileWidth + kGap);
    }

    [[nodiscard]] static Layout of(const MontageSettings& settings, const std::vector<MontageColumn>& columns,
                                   const std::vector<MontageRow>& rows) {
        Layout layout;
        int y = kMargin - 6;
        y += settings.title.empty() ? 0 : kTitleHeight;
        y += settings.subtitle.empty() ? 0 : kSubtitleHeight;
        layout.columnTitleTop = y;
        y += kColumnTitleHeight + kGap / 2;
        for (const MontageRow& row : rows) {
            const SlicePlane plane = axialPlaneOf(row.tiles.front());
            const double height = settings.tileWidth * plane.heightMm() / plane.widthMm();
            layout.rowTops.push_back(y);
            layout.rowHeights.push_back(std::clamp(static_cast<int>(std::lround(height)), 24, 4 * settings.tileWidth));
            y += layout.rowHeights.back() + kGap;
        }
        layout.legendTop = y;
        int legend = 0;
        for (const MontageColumn& column : columns) {
            legend = std::max(legend, legendHeight(column));
        }
        layout.page = {columnLeft(settings, columns.size()) - kGap + kMargin, y + legend + kMargin - 6};
        return layout;
    }

    [[nodiscard]] QRect tile(const MontageSettings& settings, std::size_t row, std::size_t column) const {
        return {columnLeft(settings, column), rowTops[row], settings.tileWidth, rowHeights[row]};
    }
};

/// The geometries of the tile's layers that are not empty.
std::vector<Geometry> geometriesOf(const MontageTile& tile) {
    std::vector<Geometry> found;
    const auto add = [&](const auto& volume) {
        if (!volume.isEmpty()) {
            found.push_back(volume.geometry());
        }
    };
    add(tile.image);
    add(tile.map);
    add(tile.label);
    add(tile.outline);
    return found;
}

void checkTile(const MontageTile& tile, const MontageColumn& column, const MontageRow& row) {
    const std::string place = "The tile \"" + column.title + "\" of the row \"" + row.name + "\"";
    const std::vector<Geometry> geometries = geometriesOf(tile);
    if (geometries.empty()) {
        refuse(place + " has nothing to show.");
    }
    for (const Geometry& one : geometries) {
        if (const auto difference = differenceOf(geometries.front(), one)) {
            refuse(place + " combines volumes on different grids: " + *difference + ".");
        }
    }
    if (!tile.map.isEmpty() && !column.scale) {
        refuse(place + " has a map, but its column has no scale.");
    }
    const std::int64_t slices = axialPlaneOf(tile).slices();
    if (row.slice < 0 || row.slice >= slices) {
        refuse(place + " asks for slice " + std::to_string(row.slice) + " of a volume with " + std::to_string(slices) +
               ".");
    }
}

/// White letters that stay readable on any picture.
void drawReadable(QPainter& painter, const QRectF& place, int alignment, const QString& text) {
    painter.setPen(QColor(0, 0, 0, 190));
    for (const QPointF& offset : {QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)}) {
        painter.drawText(place.translated(offset), alignment, text);
    }
    painter.setPen(QColor(255, 255, 255, 220));
    painter.drawText(place, alignment, text);
}

/// The patient's sides, by which the reader knows left from right.
void drawOrientation(QPainter& painter, const QRectF& tile) {
    painter.setFont(montageFont(10, true));
    const QRectF inner = tile.adjusted(4, 2, -4, -2);
    drawReadable(painter, inner, Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("R"));
    drawReadable(painter, inner, Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("L"));
    drawReadable(painter, inner, Qt::AlignHCenter | Qt::AlignTop, QStringLiteral("A"));
    drawReadable(painter, inner, Qt::AlignHCenter | Qt::AlignBottom, QStringLiteral("P"));
}

/// A line of a round length, at most a third of the tile's width.
void drawScaleBar(QPainter& painter, const QRectF& tile, double widthMm) {
    double lengthMm = 1;
    for (const double candidate : {1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0}) {
        lengthMm = candidate <= widthMm / 3 ? candidate : lengthMm;
    }
    const double length = lengthMm / widthMm * tile.width();
    const QPointF left(tile.left() + 8, tile.bottom() - 8);
    painter.setPen(QPen(QColor(0, 0, 0, 190), 4, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(left - QPointF(1, 0), left + QPointF(length + 1, 0));
    painter.setPen(QPen(QColor(255, 255, 255, 230), 2, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(left, left + QPointF(length, 0));
    painter.setFont(montageFont(10));
    drawReadable(painter, QRectF(left.x(), left.y() - 18, tile.width() / 2, 14), Qt::AlignLeft | Qt::AlignBottom,
                 QStringLiteral("%1 mm").arg(lengthMm));
}

/// The row's name, with the slice shown and the note below.
void drawRowName(QPainter& painter, const MontageRow& row, int top, int height) {
    const QRectF place(kMargin, top, kNameWidth, height);
    painter.setFont(montageFont(13, true));
    painter.setPen(kTextColour);
    constexpr int kWrapped = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap | Qt::TextWrapAnywhere;
    QRectF used;
    painter.drawText(place, kWrapped, QString::fromStdString(row.name), &used);
    QString below = QStringLiteral("slice %1 of %2").arg(row.slice + 1).arg(axialPlaneOf(row.tiles.front()).slices());
    if (!row.note.empty()) {
        below = QString::fromStdString(row.note) + QStringLiteral("\n") + below;
    }
    painter.setFont(montageFont(11));
    painter.setPen(kMutedColour);
    painter.drawText(place.adjusted(0, used.height() + 4, 0, 0), kWrapped, below);
}

void drawHeadings(QPainter& painter, const MontageSettings& settings, const std::vector<MontageColumn>& columns,
                  const Layout& layout) {
    const QRectF line(kMargin, kMargin - 8, layout.page.width() - 2 * kMargin, kTitleHeight);
    painter.setPen(kTextColour);
    painter.setFont(montageFont(19, true));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignTop, QString::fromStdString(settings.title));
    painter.setPen(kMutedColour);
    painter.setFont(montageFont(12));
    painter.drawText(line.translated(0, settings.title.empty() ? 0 : kTitleHeight - 4), Qt::AlignLeft | Qt::AlignTop,
                     QString::fromStdString(settings.subtitle));
    painter.setPen(kTextColour);
    painter.setFont(montageFont(13));
    for (std::size_t column = 0; column < columns.size(); ++column) {
        const QRectF place(Layout::columnLeft(settings, column), layout.columnTitleTop, settings.tileWidth,
                           kColumnTitleHeight);
        painter.drawText(place, Qt::AlignLeft | Qt::AlignBottom | Qt::TextWordWrap,
                         QString::fromStdString(columns[column].title));
    }
}

}  // namespace

MapScale MapScale::uncertainty(int classes) {
    return {coloursOf(MapKind::Uncertainty), 0, MapName{MapKind::Uncertainty}.highest(classes), "nats"};
}
MapScale MapScale::similarity() {
    return {coloursOf(MapKind::Similarity), 0, 1, {}};
}
MapScale MapScale::teachingWeight() {
    return {coloursOf(MapKind::Reliability), 0, 1, {}};
}
MapScale MapScale::trust() {
    return {coloursOf(MapKind::Trust), 0, 1, {}};
}

void MontageSettings::check() const {
    if (tileWidth < 48 || tileWidth > 2000) {
        refuse("A tile of a picture must be 48 to 2000 pixels wide, not " + std::to_string(tileWidth) + ".");
    }
    if (!(pixelRatio >= 1 && pixelRatio <= 4)) {
        refuse("A picture's pixel ratio must lie between 1 and 4.");
    }
}

SliceMontage::SliceMontage(std::vector<MontageColumn> columns, MontageSettings settings)
    : m_settings(std::move(settings)), m_columns(std::move(columns)) {
    m_settings.check();
    if (m_columns.empty()) {
        refuse("A picture needs at least one column.");
    }
    for (const MontageColumn& column : m_columns) {
        if (column.scale && !(column.scale->high > column.scale->low)) {
            refuse("The scale of the column \"" + column.title + "\" has no extent.");
        }
    }
}

SliceMontage::~SliceMontage() = default;

void SliceMontage::addRow(MontageRow row) {
    if (row.tiles.size() != m_columns.size()) {
        refuse("The row \"" + row.name + "\" has " + std::to_string(row.tiles.size()) + " tiles for " +
               std::to_string(m_columns.size()) + " columns.");
    }
    for (std::size_t column = 0; column < m_columns.size(); ++column) {
        checkTile(row.tiles[column], m_columns[column], row);
    }
    m_rows.push_back(std::move(row));
}

QImage SliceMontage::draw() const {
    if (qobject_cast<QGuiApplication*>(QCoreApplication::instance()) == nullptr) {
        throw Error(ErrorCode::Conflict, "A picture cannot be drawn before graphics were started in this process.");
    }
    const Layout layout = Layout::of(m_settings, m_columns, m_rows);
    const double ratio = m_settings.pixelRatio;
    QImage page((QSizeF(layout.page) * ratio).toSize(), QImage::Format_RGB32);
    page.setDevicePixelRatio(ratio);
    page.fill(kPageColour);
    QPainter painter(&page);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    drawHeadings(painter, m_settings, m_columns, layout);
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        drawRowName(painter, m_rows[row], layout.rowTops[row], layout.rowHeights[row]);
        for (std::size_t column = 0; column < m_columns.size(); ++column) {
            const QRectF place(layout.tile(m_settings, row, column));
            const MontageTile& tile = m_rows[row].tiles[column];
            QImage picture = paintTile(tile, m_columns[column], m_rows[row].slice, (place.size() * ratio).toSize(),
                                       m_settings.smooth, 1.6 * ratio);
            picture.setDevicePixelRatio(ratio);
            painter.drawImage(place.topLeft(), picture);
            painter.setPen(QPen(kFrameColour, 1));
            painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5));
            drawOrientation(painter, place);
            if (column == 0) {
                drawScaleBar(painter, place, axialPlaneOf(tile).widthMm());
            }
        }
    }
    for (std::size_t column = 0; column < m_columns.size(); ++column) {
        drawLegend(painter, m_columns[column], Layout::columnLeft(m_settings, column), layout.legendTop,
                   m_settings.tileWidth);
    }
    return page;
}

std::array<int, 4> SliceMontage::tileRectangle(std::size_t row, std::size_t column) const {
    const QRect tile = Layout::of(m_settings, m_columns, m_rows).tile(m_settings, row, column);
    const auto pixels = [&](int length) { return static_cast<int>(std::lround(length * m_settings.pixelRatio)); };
    return {pixels(tile.x()), pixels(tile.y()), pixels(tile.width()), pixels(tile.height())};
}

void SliceMontage::writePng(const std::filesystem::path& file) const {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QImage page = draw();
    page.setDevicePixelRatio(1);
    if (!page.save(&buffer, "PNG")) {
        throw Error(ErrorCode::Io, "The picture " + file.string() + " cannot be made as a PNG file.");
    }
    writeAtomically(file, std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))));
}

}  // namespace tandem
