#include "ui/picture/tile_painter.h"

#include "core/volume/unknown_class.h"
#include "ui/picture/grey_window.h"
#include "ui/picture/montage_theme.h"
#include "ui/picture/outline_chain.h"
#include "ui/picture/volume_slice.h"

#include <QPainter>
#include <QPainterPath>
#include <QPen>
#include <array>
#include <cmath>
#include <functional>
#include <set>
#include <vector>

namespace tandem {
namespace {

constexpr double kTint = 0.28;  // how much of a class colour covers the image inside of the outline

using Rgb = std::array<std::uint8_t, 3>;

QRgb packed(const Rgb& colour) {
    return qRgb(colour[0], colour[1], colour[2]);
}

/// From a pixel's centre to continuous columns or rows.
double voxelAt(int pixel, int pixels, std::int64_t voxels) {
    return (pixel + 0.5) / pixels * static_cast<double>(voxels) - 0.5;
}

/// Sets every pixel to the colour of the slice's value there.
void paintValues(QImage& picture, const VolumeSlice<float>& slice, bool smooth,
                 const std::function<Rgb(double)>& colourOf) {
    for (int y = 0; y < picture.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(picture.scanLine(y));
        const double row = voxelAt(y, picture.height(), slice.rows());
        for (int x = 0; x < picture.width(); ++x) {
            const double column = voxelAt(x, picture.width(), slice.columns());
            const double value = smooth ? slice.interpolated(column, row, [](float voxel) { return voxel; })
                                        : static_cast<double>(slice.nearest(column, row));
            line[x] = packed(colourOf(value));
        }
    }
}

std::function<Rgb(double)> colouring(ColourMapName map, double low, double high) {
    return [=](double value) { return colourAt(map, (value - low) / (high - low)); };
}

/// Which voxels an outline runs around.
using Inside = std::function<bool(std::uint8_t)>;

void tint(QImage& picture, const VolumeSlice<std::uint8_t>& slice, bool smooth, const Inside& inside,
          const Rgb& colour) {
    const auto mixed = [](int below, int above) {
        return static_cast<int>(std::lround(below + kTint * (above - below)));
    };
    const auto part = [&](std::uint8_t voxel) { return inside(voxel) ? 1.0 : 0.0; };
    for (int y = 0; y < picture.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(picture.scanLine(y));
        const double row = voxelAt(y, picture.height(), slice.rows());
        for (int x = 0; x < picture.width(); ++x) {
            const double column = voxelAt(x, picture.width(), slice.columns());
            if (smooth ? slice.interpolated(column, row, part) >= 0.5 : inside(slice.nearest(column, row))) {
                line[x] = qRgb(mixed(qRed(line[x]), colour[0]), mixed(qGreen(line[x]), colour[1]),
                               mixed(qBlue(line[x]), colour[2]));
            }
        }
    }
}

/// The outline along the sides of voxels.
std::vector<QLineF> blockOutline(const VolumeSlice<std::uint8_t>& slice, const Inside& inside) {
    std::vector<QLineF> lines;
    const auto isInside = [&](std::int64_t column, std::int64_t row) {
        return column >= 0 && row >= 0 && column < slice.columns() && row < slice.rows() &&
               inside(slice.at(column, row));
    };
    for (std::int64_t row = 0; row <= slice.rows(); ++row) {
        for (std::int64_t column = 0; column <= slice.columns(); ++column) {
            const QPointF corner(static_cast<double>(column) - 0.5, static_cast<double>(row) - 0.5);
            if (isInside(column, row) != isInside(column, row - 1)) {
                lines.emplace_back(corner, corner + QPointF(1, 0));
            }
            if (isInside(column, row) != isInside(column - 1, row)) {
                lines.emplace_back(corner, corner + QPointF(0, 1));
            }
        }
    }
    return lines;
}

/// The outline by marching squares: straight from one voxel side's middle to the next, as the half-way line of a
/// bilinear mask. Diagonal neighbours count as apart.
std::vector<QLineF> smoothOutline(const VolumeSlice<std::uint8_t>& slice, const Inside& inside) {
    std::vector<QLineF> lines;
    const auto bit = [&](std::int64_t column, std::int64_t row) {
        return column >= 0 && row >= 0 && column < slice.columns() && row < slice.rows() &&
                       inside(slice.at(column, row))
                   ? 1
                   : 0;
    };
    for (std::int64_t row = -1; row < slice.rows(); ++row) {
        for (std::int64_t column = -1; column < slice.columns(); ++column) {
            const QPointF origin(static_cast<double>(column), static_cast<double>(row));
            const std::array<QPointF, 4> middles{origin + QPointF(0.5, 0), origin + QPointF(1, 0.5),
                                                 origin + QPointF(0.5, 1), origin + QPointF(0, 0.5)};
            const auto line = [&](std::size_t from, std::size_t to) { lines.emplace_back(middles[from], middles[to]); };
            const int corners = bit(column, row) | bit(column + 1, row) << 1 | bit(column + 1, row + 1) << 2 |
                                bit(column, row + 1) << 3;
            // Each corner alone, or alone missing, is cut off; two neighbours are divided by a straight line.
            if (corners == 1 || corners == 14 || corners == 5) {
                line(3, 0);
            }
            if (corners == 2 || corners == 13 || corners == 10) {
                line(0, 1);
            }
            if (corners == 4 || corners == 11 || corners == 5) {
                line(1, 2);
            }
            if (corners == 8 || corners == 7 || corners == 10) {
                line(2, 3);
            }
            if (corners == 3 || corners == 12) {
                line(3, 1);
            }
            if (corners == 6 || corners == 9) {
                line(0, 2);
            }
        }
    }
    return lines;
}

/// For a dashed outline in chains, so that the dashes are not those of single voxels.
QPainterPath pathOf(const std::vector<QLineF>& lines, bool isDashed) {
    QPainterPath path;
    if (isDashed) {
        for (const QPolygonF& chain : chained(lines)) {
            path.addPolygon(chain);
        }
    } else {
        for (const QLineF& line : lines) {
            path.moveTo(line.p1());
            path.lineTo(line.p2());
        }
    }
    return path;
}

struct OutlineLook {
    QColor colour;
    double width = 1;
    bool isDashed = false;
};

void drawOutline(QImage& picture, const VolumeSlice<std::uint8_t>& slice, bool smooth, const Inside& inside,
                 const OutlineLook& look) {
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    const double across = picture.width() / static_cast<double>(slice.columns());
    const double downwards = picture.height() / static_cast<double>(slice.rows());
    const QTransform pixelFromVoxel(across, 0, 0, downwards, 0.5 * across, 0.5 * downwards);
    const std::vector<QLineF> lines = smooth ? smoothOutline(slice, inside) : blockOutline(slice, inside);
    const QPainterPath line = pixelFromVoxel.map(pathOf(lines, look.isDashed));
    // A dark seam keeps a bright line visible on bright voxels.
    painter.setPen(QPen(QColor(0, 0, 0, 110), 2 * look.width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(line);
    QPen pen(look.colour, look.width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    if (look.isDashed) {
        pen.setCapStyle(Qt::FlatCap);
        pen.setDashPattern(outlineDashes());
    }
    painter.setPen(pen);
    painter.drawPath(line);
}

std::set<std::uint8_t> structuresIn(const VolumeSlice<std::uint8_t>& slice) {
    std::set<std::uint8_t> found;
    for (std::int64_t row = 0; row < slice.rows(); ++row) {
        for (std::int64_t column = 0; column < slice.columns(); ++column) {
            found.insert(slice.at(column, row));
        }
    }
    found.erase(0);
    found.erase(kUnknownClass);
    return found;
}

Rgb colourOfClass(const MontageColumn& column, std::uint8_t index) {
    return index < column.classes.size() ? column.classes[index].colour : Rgb{255, 255, 255};
}

}  // namespace

SlicePlane axialPlaneOf(const MontageTile& tile) {
    if (!tile.image.isEmpty() || !tile.map.isEmpty()) {
        return SlicePlane::of((tile.image.isEmpty() ? tile.map : tile.image).geometry(), Plane::Axial);
    }
    return SlicePlane::of((tile.label.isEmpty() ? tile.outline : tile.label).geometry(), Plane::Axial);
}

QImage paintTile(const MontageTile& tile, const MontageColumn& column, std::int64_t slice, const QSize& size,
                 bool smooth, double lineWidth) {
    QImage picture(size, QImage::Format_RGB32);
    picture.fill(Qt::black);
    const SlicePlane plane = axialPlaneOf(tile);
    if (!tile.map.isEmpty()) {
        const MapScale scale = column.scale.value_or(MapScale{});
        paintValues(picture, {tile.map, plane, slice}, smooth, colouring(scale.colours, scale.low, scale.high));
    } else if (!tile.image.isEmpty()) {
        const GreyWindow window = greyWindowOf(tile.image, plane, slice);
        paintValues(picture, {tile.image, plane, slice}, smooth,
                    colouring(ColourMapName::Grey, window.low, window.high));
    }
    if (!tile.label.isEmpty()) {
        const VolumeSlice<std::uint8_t> label(tile.label, plane, slice);
        for (const std::uint8_t index : structuresIn(label)) {
            const Rgb colour = colourOfClass(column, index);
            const Inside inside = [index](std::uint8_t voxel) { return voxel == index; };
            tint(picture, label, smooth, inside, colour);
            drawOutline(picture, label, smooth, inside, {.colour = QColor(packed(colour)), .width = lineWidth});
        }
    }
    if (!tile.outline.isEmpty()) {
        drawOutline(picture, {tile.outline, plane, slice}, smooth,
                    [](std::uint8_t voxel) { return voxel != 0 && voxel != kUnknownClass; },
                    {.colour = kOutlineColour, .width = 0.8 * lineWidth, .isDashed = true});
    }
    return picture;
}

}  // namespace tandem
