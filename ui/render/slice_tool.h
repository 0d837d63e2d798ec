// What the left button does on slices in place of moving the crosshair, and what is drawn over them meanwhile.
//
// Used on the GUI thread, by several views in turn. Invariant: a press that was taken is followed by moves and one
// release in the same view; the view's own handling of other buttons, keys and the wheel is left as it is.
#pragma once

#include "ui/picture/slice_plane.h"

#include <QObject>
#include <QPointF>
#include <QRectF>
#include <cstdint>

class QPainter;

namespace tandem {

/// How a slice lies in the widget that shows it, so that places on it have voxels and voxels have places.
struct SliceCanvas {
    SlicePlane plane;
    std::int64_t slice = 0;
    QRectF picture;  ///< of the whole slice, in the widget

    /// Points of the screen per mm.
    [[nodiscard]] double scale() const { return picture.width() / plane.widthMm(); }
    /// Continuous index of a voxel; whole numbers are centres, and along plane.through it is the slice.
    [[nodiscard]] Vector3 voxelAt(const QPointF& position) const;
    [[nodiscard]] QPointF positionOf(const Vector3& voxel) const;
    /// The same within the slice: voxels to the right and down from the corner of the first pixel.
    [[nodiscard]] QPointF pixelsAt(const Vector3& voxel) const;
};

class SliceTool {
public:
    SliceTool() = default;
    SliceTool(const SliceTool&) = delete;
    SliceTool& operator=(const SliceTool&) = delete;
    virtual ~SliceTool() = default;

    /// The left button, also of a double click. Whether the tool takes it; else the view does what it does without one.
    [[nodiscard]] virtual bool press(const SliceCanvas& canvas, const QPointF& position,
                                     Qt::KeyboardModifiers modifiers, bool isDouble) = 0;
    /// The mouse, with the button that was taken or without any.
    virtual void move(const SliceCanvas& canvas, const QPointF& position) = 0;
    virtual void release(const SliceCanvas& canvas, const QPointF& position) = 0;
    /// angle: of QWheelEvent, in eighths of a degree. Whether the tool takes it.
    [[nodiscard]] virtual bool wheel(int angle, Qt::KeyboardModifiers modifiers) = 0;
    virtual void leave() = 0;
    /// Over the slice of any view that has the tool.
    virtual void paint(QPainter& painter, const SliceCanvas& canvas) const = 0;
};

}  // namespace tandem
