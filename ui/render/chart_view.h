// A plot over two axes, drawn by VTK's charts. Who derives from it says what is drawn and paints its texts over it.
//
// Used on the GUI thread. Invariant: a value is drawn where ChartFrame::pixelAt says.
#pragma once

#include "ui/render/chart_frame.h"
#include "ui/render/vtk_view.h"

#include <QColor>
#include <vector>

namespace tandem {

/// Dots joined by a line, in the units of the axes, and broken where a value cannot be shown.
struct ChartLine {
    std::vector<QPointF> points;
    QColor colour;
    Qt::PenStyle style = Qt::SolidLine;  ///< Qt::NoPen for the dots alone
    double width = 1.6;                  ///< pixels
    double dotDiameter = 0;              ///< pixels; 0 for the line alone
};

/// A bar from zero.
struct ChartBar {
    double from = 0;  ///< along x
    double to = 0;
    double height = 0;
};

/// From left to right.
struct ChartBars {
    std::vector<ChartBar> bars;
    QColor colour;
};

/// The later lies over the earlier, lines over bars.
struct ChartDrawing {
    ChartFrame frame;        ///< in the view's pixels
    bool areCounts = false;  ///< y comes in whole numbers, and so do its ticks
    std::vector<ChartBars> bars;
    std::vector<ChartLine> lines;
};

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
