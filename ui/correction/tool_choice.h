// The tool that a person corrects with, and its sizes, as bar and keys set them.
//
// Used on the GUI thread. Invariant: changed() follows every change; what holds for one case holds for the next, but
// for what depends on its image.
#pragma once

#include "core/correction/brush.h"
#include "core/correction/correction.h"
#include "core/correction/edit_tool.h"

#include <QObject>
#include <cstdint>
#include <functional>
#include <optional>

namespace tandem {

struct ToolOptions {
    std::optional<EditTool> tool = EditTool::Brush;  ///< none: the left button places the crosshair
    std::uint8_t labelClass = 1;                     ///< that is painted
    BrushShape shape = BrushShape::Disc;
    double radiusMm = 3;
    bool isInVoxels = false;        ///< how sizes are said
    double tolerance = 1;           ///< of fill and the grey-limited brush, in the image's unit
    double reachMm = 30;            ///< of a fill
    bool isIn3d = false;            ///< fill and clean-up go beyond the slice
    std::int64_t leastVoxels = 50;  ///< islands are smaller
    double sigmaMm = 1;             ///< of smoothing
    PaintOver paintOver = PaintOver().set();

    bool operator==(const ToolOptions&) const = default;
};

/// Of the tools that one chooses and then uses on slices; the others do their work when they are pressed.
[[nodiscard]] bool isUsedOnSlices(EditTool tool) noexcept;

class ToolChoice : public QObject {
    Q_OBJECT

public:
    static constexpr double kLeastRadiusMm = 0.05;
    static constexpr double kMostRadiusMm = 100;

    using QObject::QObject;

    [[nodiscard]] const ToolOptions& options() const noexcept { return m_options; }
    void change(const std::function<void(ToolOptions& options)>& edit);

    /// For an image: its finest spacing, by which sizes in voxels count, its classes, and how far grey values are apart
    /// that a person tells apart.
    void setImage(double spacingMm, int classes, double greySpan);
    [[nodiscard]] double spacingMm() const noexcept { return m_spacingMm; }
    [[nodiscard]] int classes() const noexcept { return m_classes; }
    /// The next larger brush, or with -1 the next smaller.
    void stepSize(int step);

Q_SIGNALS:
    void changed();

private:
    ToolOptions m_options;
    double m_spacingMm = 1;
    int m_classes = 2;
};

}  // namespace tandem
