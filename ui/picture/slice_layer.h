// A map that is laid over an image: its voxels and how they are shown. Plain values.
//
// Invariant: a layer has the grid of the image that it lies on.
#pragma once

#include "core/maps/map_set.h"
#include "ui/picture/colour_map.h"

#include <QColor>
#include <QString>
#include <variant>
#include <vector>

namespace tandem {

struct LabelScheme;

enum class LayerFill { Filled, Contour };

/// Which voxels of a scalar map are shown.
enum class LayerThreshold { All, AtLeast, AtMost };

struct SliceLayer {
    MapName map;
    QString name;  ///< for the person
    MapVoxels voxels;
    bool isVisible = false;
    double opacity = 1;

    // Of a label map.
    std::vector<QColor> classColours;    ///< by value; values without a valid colour are not shown
    std::vector<QString> classNames;     ///< by value, for the legend
    LayerFill fill = LayerFill::Filled;  ///< of a scalar map too: its contour runs around the voxels that are shown
    bool isDashed = false;               ///< its contours, so that they are told from another map's of the same classes

    // Of a scalar map.
    ColourMapName colourMap = ColourMapName::Viridis;
    double low = 0;       ///< the value of the map's first colour
    double high = 1;      ///< of its last
    QString unit;         ///< "nats", or empty
    QString meaning;      ///< what the values are, for the legend, where the name does not say it; or empty
    QString explanation;  ///< the same at length
    LayerThreshold threshold = LayerThreshold::All;
    double thresholdValue = 0.5;  ///< in the map's unit; also where a contour runs while all voxels are shown

    /// For the names of widgets.
    [[nodiscard]] QString id() const { return QString::fromStdString(textOf(map)); }
    [[nodiscard]] bool isLabelMap() const { return std::holds_alternative<LabelVolume>(voxels); }
    [[nodiscard]] double valueAt(const Index3& voxel) const { return tandem::valueAt(voxels, voxel); }
    /// Whether a scalar map shows a voxel of this value.
    [[nodiscard]] bool isShown(double value) const {
        return threshold == LayerThreshold::All ||
               (threshold == LayerThreshold::AtLeast ? value >= thresholdValue : value <= thresholdValue);
    }
    [[nodiscard]] QColor colourOfClass(int value) const {
        const auto index = static_cast<std::size_t>(value);
        return value >= 0 && index < classColours.size() ? classColours[index] : QColor();
    }
};

/// Of voxels of which nobody says what they are.
[[nodiscard]] QColor unknownColour();

/// Where the layer's label map has unknown voxels, shows them in a grey of their own under the name.
void showUnknown(SliceLayer& layer, const QString& name);

/// A visible layer in the colours of the classes, and in grey where they are unknown; the background is not shown.
[[nodiscard]] SliceLayer classLayer(const LabelVolume& label, const LabelScheme& scheme, LayerFill fill,
                                    double opacity);

}  // namespace tandem
