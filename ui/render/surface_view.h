// The surfaces of a case in space, with the crosshair's place among them.
//
// Used on the GUI thread. Invariant: positions are LPS, mm; the first look is from the patient's front.
//
// Left button: turns. Middle button, or Shift and left: pans. Wheel: zooms. Home: fits.
#pragma once

#include "ui/render/class_surface.h"
#include "ui/render/vtk_view.h"

#include <memory>
#include <vector>

namespace tandem {

class SurfaceView : public VtkView {
    Q_OBJECT

public:
    explicit SurfaceView(QWidget* parent = nullptr);
    ~SurfaceView() override;

    /// Replaces what is shown, in the frame of the case's grid, and fits.
    void setSurfaces(const std::vector<ClassSurface>& surfaces, const Geometry& grid);
    void setCrosshair(const Vector3& positionMm);
    void fit();

    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 120}; }
    [[nodiscard]] QSize sizeHint() const override { return {420, 340}; }

Q_SIGNALS:
    void fullSizeAsked();

protected:
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Scene;

    void takeColours();
    void pan(const QPointF& moved);

    std::unique_ptr<Scene> m_scene;
    QPointF m_last;
};

}  // namespace tandem
