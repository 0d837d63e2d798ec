// A case in space: the surfaces of its classes, its image as a cloud, both, or the three slices that meet at the
// crosshair with their layers; the crosshair's place among them, and letters that say which way the patient lies.
//
// Used on the GUI thread. Invariant: positions are LPS, mm; the first look is from the patient's front. A cloud is
// drawn as finely as the machine can within a fraction of a second, and coarser while the person turns it.
//
// Left button: turns. Middle button, or Shift and left: pans. Wheel: zooms. Arrows: turn. Plus and minus: zoom. Home:
// fits.
#pragma once

#include "ui/picture/grey_window.h"
#include "ui/picture/slice_layer.h"
#include "ui/render/class_surface.h"
#include "ui/render/orientation_marker.h"
#include "ui/render/vtk_view.h"

#include <QPointF>
#include <QTimer>
#include <memory>
#include <vector>

namespace tandem {

enum class SpaceContent { Surfaces, Volume, SurfacesAndVolume, Slices };

class SurfaceView : public VtkView {
    Q_OBJECT

public:
    explicit SurfaceView(QWidget* parent = nullptr);
    ~SurfaceView() override;

    /// Replaces the surfaces, in the frame of the case's grid, and fits.
    void setSurfaces(const std::vector<ClassSurface>& surfaces, const Geometry& grid);
    /// Others of the same case, as it is looked at; those over them stay.
    void setSurfaces(const std::vector<ClassSurface>& surfaces);
    /// What they are compared with: while there is some, the surfaces of the case let it be seen through them.
    void setSurfacesOver(const std::vector<ClassSurface>& surfaces);
    /// The image for the cloud, as of reducedVolume().
    void setVolume(const ImageVolume& reduced, const GreyWindow& window);
    /// The image for the slices, on the grid of the surfaces; without layers.
    void setImage(const ImageVolume& image, const GreyWindow& window);
    /// Over the slices, the first lowest; of the surfaces, those of visible layers are shown.
    void setLayers(const std::vector<SliceLayer>& layers);
    /// Shows the image alone on the slices, as while a person blinks.
    void setLayersHidden(bool areHidden);
    void setGreyWindow(const GreyWindow& window);
    void setContent(SpaceContent content);
    void setCrosshair(const Vector3& positionMm);
    void fit();

    [[nodiscard]] SpaceContent content() const { return m_content; }
    /// As the painted letters say.
    [[nodiscard]] ViewDirections directions() const;
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 120}; }
    [[nodiscard]] QSize sizeHint() const override { return {420, 340}; }

Q_SIGNALS:
    void fullSizeAsked();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void beforeDrawing() override;
    void afterDrawing(double seconds) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Scene;

    void takeColours();
    void showContent();
    void placeCrosshair();
    void drawMoving();
    void slicesChanged();
    [[nodiscard]] bool showsSurfaces() const;
    [[nodiscard]] bool showsVolume() const;
    [[nodiscard]] double wantedPixelsPerRay() const;

    std::unique_ptr<Scene> m_scene;
    SpaceContent m_content = SpaceContent::Surfaces;
    QPointF m_last;
    QTimer m_crosshairTimer;  ///< drawing in space is slow; slices that are scrolled do not wait for it
    QTimer m_refineTimer;     ///< draws finely once nothing moves any more
    bool m_isMoving = false;
    double m_pixelsPerRay = 1;
    double m_secondsAtFinest = 1;  ///< that a frame with one ray per pixel takes
};

}  // namespace tandem
