#include "ui/picture/slice_composer.h"

#include "ui/picture/montage_theme.h"
#include "ui/picture/outline_chain.h"

#include <QPainter>
#include <QPen>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

namespace tandem {
namespace {

/// Where a slice's pixels lie in memory: base + column * columnStep + row * rowStep.
struct Walk {
    std::int64_t base = 0;
    std::int64_t columnStep = 0;
    std::int64_t rowStep = 0;

    Walk(const SlicePlane& plane, std::int64_t slice) {
        const Index3& size = plane.geometry.size;
        const Index3 steps{1, size[0], size[0] * size[1]};
        const Index3 first = plane.voxelAt(0, 0, slice);
        base = first[0] * steps[0] + first[1] * steps[1] + first[2] * steps[2];
        columnStep = plane.isRightReversed ? -steps[plane.right] : steps[plane.right];
        rowStep = plane.isDownReversed ? -steps[plane.down] : steps[plane.down];
    }
};

/// A part of a slice's picture.
struct PicturePart {
    QImage& picture;
    QRect pixels;
};

/// Calls paint(pixel, voxel) for every pixel of the part.
template <class T, class Paint>
void forEachPixel(const PicturePart& part, const Volume<T>& volume, const SlicePlane& plane, std::int64_t slice,
                  const Paint& paint) {
    const Walk walk(plane, slice);
    const T* const voxels = volume.voxels().data();
    const int left = part.pixels.left();
    const int end = left + part.pixels.width();
    for (int row = part.pixels.top(); row < part.pixels.top() + part.pixels.height(); ++row) {
        auto* const line = reinterpret_cast<QRgb*>(part.picture.scanLine(row));
        std::int64_t at = walk.base + row * walk.rowStep + left * walk.columnStep;
        for (int column = left; column < end; ++column, at += walk.columnStep) {
            paint(line[column], voxels[at]);
        }
    }
}

QImage pictureOf(const SlicePlane& plane, QImage::Format format) {
    return {static_cast<int>(plane.columns()), static_cast<int>(plane.rows()), format};
}

QRgb premultiplied(const std::array<std::uint8_t, 3>& colour, double opacity) {
    return qPremultiply(qRgba(colour[0], colour[1], colour[2], static_cast<int>(std::lround(255 * opacity))));
}

/// Every channel times part/255, two channels at a time.
QRgb scaled(QRgb colour, unsigned part) {
    constexpr unsigned kTwo = 0xff00ff;
    const auto times = [part](unsigned two) { return two * part + (((two * part) >> 8) & kTwo) + 0x800080; };
    return ((times(colour & kTwo) >> 8) & kTwo) | (times((colour >> 8) & kTwo) & ~kTwo);
}

/// A premultiplied colour over another.
void blend(QRgb& below, QRgb above) {
    below = above + scaled(below, 255U - static_cast<unsigned>(qAlpha(above)));
}

void addLabels(const PicturePart& part, const SliceLayer& layer, const SlicePlane& plane, std::int64_t slice) {
    std::array<QRgb, 256> colours{};
    for (int value = 0; value < 256; ++value) {
        const QColor colour = layer.colourOfClass(value);
        if (colour.isValid()) {
            colours[static_cast<std::size_t>(value)] = qPremultiply(
                qRgba(colour.red(), colour.green(), colour.blue(), static_cast<int>(std::lround(255 * layer.opacity))));
        }
    }
    forEachPixel(part, std::get<LabelVolume>(layer.voxels), plane, slice, [&](QRgb& pixel, std::uint8_t value) {
        if (colours[value] != 0) {
            blend(pixel, colours[value]);
        }
    });
}

void addScalars(const PicturePart& part, const SliceLayer& layer, const SlicePlane& plane, std::int64_t slice) {
    std::array<QRgb, 256> colours{};
    for (std::size_t entry = 0; entry < colours.size(); ++entry) {
        colours[entry] = premultiplied(colourAt(layer.colourMap, static_cast<double>(entry) / 255), layer.opacity);
    }
    const auto low = static_cast<float>(layer.low);
    const auto scale = static_cast<float>(255.0 / std::max(layer.high - layer.low, 1e-12));
    constexpr float kEndless = std::numeric_limits<float>::infinity();
    const auto edge = static_cast<float>(layer.thresholdValue);
    const float least = layer.threshold == LayerThreshold::AtLeast ? edge : -kEndless;
    const float most = layer.threshold == LayerThreshold::AtMost ? edge : kEndless;
    forEachPixel(part, std::get<ImageVolume>(layer.voxels), plane, slice, [&](QRgb& pixel, float value) {
        // Written so that a value that is not a number is not shown.
        if (value >= least && value <= most) {
            const float entry = std::clamp((value - low) * scale + 0.5F, 0.0F, 255.0F);
            blend(pixel, colours[static_cast<std::size_t>(entry)]);
        }
    });
}

/// The sides between pixels inside and outside, those in a row as one line. isInside(voxel value).
template <class T, class IsInside>
std::vector<QLineF> bordersOf(const Volume<T>& volume, const SlicePlane& plane, std::int64_t slice,
                              const IsInside& isInside) {
    const Walk walk(plane, slice);
    const T* const voxels = volume.voxels().data();
    const auto columns = static_cast<std::size_t>(plane.columns());
    const std::int64_t rows = plane.rows();
    constexpr std::int64_t kNone = -1;
    std::vector<char> above(columns + 2);  // inside? of the row before, with an outside pixel at both ends
    std::vector<char> here(columns + 2);
    std::vector<std::int64_t> downFrom(columns + 1, kNone);  // where a vertical line began
    std::vector<QLineF> lines;
    for (std::int64_t row = 0; row <= rows; ++row) {
        for (std::size_t column = 0; column < columns; ++column) {
            here[column + 1] =
                row < rows &&
                isInside(voxels[walk.base + static_cast<std::int64_t>(column) * walk.columnStep + row * walk.rowStep]);
        }
        const auto y = static_cast<double>(row);
        std::int64_t rightFrom = kNone;
        for (std::size_t column = 0; column <= columns; ++column) {
            const auto x = static_cast<std::int64_t>(column);
            const bool isHorizontal = column < columns && here[column + 1] != above[column + 1];
            if (isHorizontal && rightFrom == kNone) {
                rightFrom = x;
            } else if (!isHorizontal && rightFrom != kNone) {
                lines.emplace_back(static_cast<double>(rightFrom), y, static_cast<double>(x), y);
                rightFrom = kNone;
            }
            const bool isVertical = here[column] != here[column + 1];
            if (isVertical && downFrom[column] == kNone) {
                downFrom[column] = row;
            } else if (!isVertical && downFrom[column] != kNone) {
                lines.emplace_back(static_cast<double>(x), static_cast<double>(downFrom[column]),
                                   static_cast<double>(x), y);
                downFrom[column] = kNone;
            }
        }
        above.swap(here);
    }
    return lines;
}

}  // namespace

QImage composeGrey(const ImageVolume& image, const SlicePlane& plane, std::int64_t slice, const GreyWindow& window) {
    QImage picture = pictureOf(plane, QImage::Format_RGB32);
    const auto low = static_cast<float>(window.low);
    const auto scale = static_cast<float>(255.0 / std::max(window.high - window.low, 1e-12));
    forEachPixel({picture, picture.rect()}, image, plane, slice, [&](QRgb& pixel, float value) {
        const float level = (value - low) * scale + 0.5F;
        // Written so that a value that is not a number is black.
        const int grey = level > 0 ? static_cast<int>(std::min(level, 255.0F)) : 0;
        pixel = qRgb(grey, grey, grey);
    });
    return picture;
}

QImage composeLayers(const std::vector<SliceLayer>& layers, const SlicePlane& plane, std::int64_t slice) {
    QImage picture = pictureOf(plane, QImage::Format_ARGB32_Premultiplied);
    composeLayersIn(picture.rect(), picture, layers, plane, slice);
    return picture;
}

void composeLayersIn(const QRect& part, QImage& picture, const std::vector<SliceLayer>& layers, const SlicePlane& plane,
                     std::int64_t slice) {
    const PicturePart composed{picture, part.intersected(picture.rect())};
    for (int row = composed.pixels.top(); row < composed.pixels.top() + composed.pixels.height(); ++row) {
        auto* const line = reinterpret_cast<QRgb*>(picture.scanLine(row));
        std::fill_n(line + composed.pixels.left(), composed.pixels.width(), QRgb{0});
    }
    for (const SliceLayer& layer : layers) {
        if (!layer.isVisible || layer.fill == LayerFill::Contour) {
            continue;
        }
        if (layer.isLabelMap()) {
            addLabels(composed, layer, plane, slice);
        } else {
            addScalars(composed, layer, plane, slice);
        }
    }
}

std::vector<SliceContour> contoursOf(const SliceLayer& layer, const SlicePlane& plane, std::int64_t slice) {
    if (!layer.isVisible || layer.fill != LayerFill::Contour) {
        return {};
    }
    std::vector<SliceContour> contours;
    const auto withOpacity = [&layer](QColor colour) {
        colour.setAlphaF(static_cast<float>(layer.opacity));
        return colour;
    };
    if (!layer.isLabelMap()) {
        const auto& map = std::get<ImageVolume>(layer.voxels);
        const double span = std::max(layer.high - layer.low, 1e-12);
        const auto colour = colourAt(layer.colourMap, (layer.thresholdValue - layer.low) / span);
        const auto edge = static_cast<float>(layer.thresholdValue);
        const bool isUnder = layer.threshold == LayerThreshold::AtMost;
        contours.push_back({withOpacity(QColor(colour[0], colour[1], colour[2])),
                            bordersOf(map, plane, slice,
                                      [edge, isUnder](float value) { return isUnder ? value <= edge : value >= edge; }),
                            layer.isDashed});
        return contours;
    }
    const auto& labels = std::get<LabelVolume>(layer.voxels);
    for (int value = 0; value < static_cast<int>(layer.classColours.size()); ++value) {
        const QColor colour = layer.colourOfClass(value);
        if (colour.isValid()) {
            contours.push_back({withOpacity(colour),
                                bordersOf(labels, plane, slice, [value](int voxel) { return voxel == value; }),
                                layer.isDashed});
        }
    }
    return contours;
}

void drawContour(QPainter& painter, const SliceContour& contour, double width, bool isOnScreen) {
    QPen pen(contour.colour, width);
    pen.setCosmetic(isOnScreen);
    if (!contour.isDashed) {
        painter.setPen(pen);
        painter.drawLines(contour.lines.data(), static_cast<int>(contour.lines.size()));
        return;
    }
    // Between bright dashes the line goes on in the dark, so that it is seen on every tissue.
    QPen ground(QColor(0, 0, 0, contour.colour.alpha() / 2), width);
    ground.setCosmetic(isOnScreen);
    pen.setCapStyle(Qt::FlatCap);
    pen.setDashPattern(outlineDashes());
    const std::vector<QPolygonF> chains = chained(contour.lines);
    for (const QPen& one : {ground, pen}) {
        painter.setPen(one);
        for (const QPolygonF& chain : chains) {
            painter.drawPolyline(chain);
        }
    }
}

}  // namespace tandem
