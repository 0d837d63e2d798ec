// A plot over two axes, drawn by VTK's charts. Who derives from it says what is drawn and paints its texts over it.
//
// Used on the GUI thread. Invariant: a value is drawn where ChartFrame::pixelAt says.
#pragma once

#include "ui/picture/chart_drawing.h"
#include "ui/render/vtk_view.h"

#include <QFont>
#include <memory>

namespace tandem {

class ChartView : public VtkView {
    Q_OBJECT

public:
    explicit ChartView(QWidget* parent = nullptr);
    ~ChartView() override;

protected:
    /// Whether there is nothing to draw but texts.
    [[nodiscard]] virtual bool isBlank() const = 0;
    /// What is drawn at this size; asked anew after sceneChanged().
    [[nodiscard]] virtual ChartDrawing drawing() const = 0;
    virtual void paintTexts(QPainter& painter) = 0;

    [[nodiscard]] QFont titleFont() const;
    /// Of the ticks too.
    [[nodiscard]] QFont smallFont() const;

    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void beforeDrawing() override;

private:
    struct Scene;

    void drawAxes(const ChartDrawing& drawing);

    std::unique_ptr<Scene> m_scene;
};

}  // namespace tandem
