// One plane of a volume with its layers, as a person looks at it: crosshair, orientation letters, scale bar.
//
// The slice is composed on the CPU, a pixel per voxel: on a machine without a GPU that is many times faster than
// rendering, and as crisp. Used on the GUI thread. Invariant: what is shown is the slice that holds the crosshair.
//
// Left button: moves the crosshair. Right button: drags the window (sideways) and level (up and down). Middle button,
// or Shift and left: pans. Wheel: slices; with Ctrl: zooms. Arrow up and down, Page up and down: slices; arrows with
// Shift: the crosshair within the slice. Plus and minus: zoom. Home: fits. With a tool the left button is the tool's,
// as far as it takes it; with Ctrl it still moves the crosshair.
#pragma once

#include "core/volume/box.h"
#include "ui/render/slice_marks.h"
#include "ui/render/slice_screen.h"
#include "ui/render/slice_tool.h"

#include <QWidget>
#include <optional>
#include <span>
#include <vector>

namespace tandem {

/// What part of a slice is seen, so that views of one grid can look at the same.
struct SliceLook {
    double zoom = 1;  ///< 1 shows the whole slice
    QPointF panMm;    ///< of the slice's centre from the view's

    bool operator==(const SliceLook&) const = default;
};

class SliceView : public QWidget {
    Q_OBJECT

public:
    explicit SliceView(Plane plane, QWidget* parent = nullptr);

    /// Puts the crosshair into the middle and fits.
    void setImage(const ImageVolume& image, const GreyWindow& window);
    /// Each on the grid of the image; the first lies lowest.
    void setLayers(const std::vector<SliceLayer>& layers);
    /// Shows the image alone, as while a person blinks.
    void setLayersHidden(bool areHidden);
    void setGreyWindow(const GreyWindow& window);
    void setCrosshair(const Index3& voxel);
    void setLook(const SliceLook& look);
    /// The same place in another plane, and fits.
    void setPlane(Plane plane);
    void fit();
    void clear();
    /// What the left button does from now on; nullptr for the crosshair. It must stay until it is replaced.
    void setTool(SliceTool* tool);
    /// Ticks at the edge; none without.
    void setMarks(const std::optional<SliceMarks>& marks);
    /// Voxels of the layer with this map have changed in place, all within the box.
    void showChange(const MapName& map, const Box& changed);

    [[nodiscard]] Plane plane() const { return m_kind; }
    [[nodiscard]] const SlicePlane& slicePlane() const { return m_plane; }
    [[nodiscard]] std::int64_t slice() const;
    [[nodiscard]] const Index3& crosshair() const { return m_crosshair; }
    [[nodiscard]] const GreyWindow& greyWindow() const { return m_window; }
    [[nodiscard]] double zoom() const { return m_zoom; }
    [[nodiscard]] SliceLook look() const;
    /// Where the centre of a voxel is in the widget.
    [[nodiscard]] QPointF positionOf(const Index3& voxel) const;
    [[nodiscard]] std::optional<Index3> voxelAt(const QPointF& position) const;
    [[nodiscard]] SliceCanvas canvas() const { return {m_plane, slice(), pictureRect()}; }

    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 120}; }
    [[nodiscard]] QSize sizeHint() const override { return {420, 340}; }

Q_SIGNALS:
    void crosshairMoved(const tandem::Index3& voxel);
    void hovered(const tandem::Index3& voxel);
    void unhovered();
    void greyWindowChanged(const tandem::GreyWindow& window);
    /// The person zoomed, panned or fitted.
    void lookChanged(const tandem::SliceLook& look);
    void fullSizeAsked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    enum class Drag { None, Crosshair, Pan, Window, Tool };

    [[nodiscard]] double margin() const;
    [[nodiscard]] double pixelsPerMm() const;
    [[nodiscard]] QRectF pictureRect() const;
    void moveCrosshairTo(const QPointF& position);
    void step(std::int64_t slices);
    void nudge(std::int64_t columns, std::int64_t rows);
    void stepByKey(QKeyEvent* event);
    void namePlane();
    [[nodiscard]] QString planeName() const;
    /// Plane and slice, and below it where that lies; empty where there is no room for words.
    [[nodiscard]] QString placeText() const;
    void zoomAt(const QPointF& position, double factor);
    [[nodiscard]] bool pressTool(const QMouseEvent& event);
    void paintCrosshair(QPainter& painter, const QRectF& rect) const;
    void paintLetters(QPainter& painter) const;
    void paintPlace(QPainter& painter) const;
    void paintScaleBar(QPainter& painter) const;

    Plane m_kind;
    SlicePlane m_plane;
    ImageVolume m_image;
    GreyWindow m_window;
    std::vector<SliceLayer> m_layers;
    Index3 m_crosshair{};
    SliceScreen m_screen;  ///< all but the crosshair and letters

    double m_zoom = 1;
    QPointF m_pan;
    SliceTool* m_tool = nullptr;
    std::optional<SliceMarks> m_marks;
    Drag m_drag = Drag::None;
    QPointF m_dragFrom;
    QPointF m_panFrom;
    GreyWindow m_windowFrom;
    int m_wheelRest = 0;
};

/// Views of one grid: what a person does in one, crosshair and window, is done in all, and the zoom in those of the
/// same plane.
void linkViews(std::span<SliceView* const> views);

}  // namespace tandem
