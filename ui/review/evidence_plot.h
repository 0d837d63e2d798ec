// A small plot with titled axes: dots, bars or a line, and what lies under the mouse.
//
// Used on the GUI thread. Invariant: everything shown is in the content; colours come from the palette.
#pragma once

#include "ui/render/chart_view.h"

#include <QPointF>
#include <QString>
#include <optional>
#include <vector>

namespace tandem {

struct PlotDot {
    QPointF at;
    QString reading;                 ///< said when the mouse is on it
    std::optional<AxisRange> reach;  ///< along x: a line through the dot
};

struct PlotBar {
    double from = 0;  ///< along x
    double to = 0;
    double height = 0;
    QString reading;
};

struct PlotContent {
    QString title;
    QString figure;  ///< beside the title, such as "ECE 0.031"
    QString xTitle;
    QString yTitle;
    QString emptyText;  ///< said in the middle while there is nothing to show
    AxisRange x;
    AxisRange y;
    std::vector<PlotBar> bars;
    std::vector<PlotDot> dots;
    std::vector<PlotDot> line;   ///< joined, sorted by x
    std::vector<double> ticks;   ///< short lines on the x axis
    std::vector<QPointF> guide;  ///< joined by a dashed line: what would be ideal, or without meaning

    [[nodiscard]] bool isEmpty() const noexcept { return bars.empty() && dots.empty() && line.empty(); }
};

class EvidencePlot : public ChartView {
    Q_OBJECT

public:
    explicit EvidencePlot(QWidget* parent = nullptr);

    void setContent(PlotContent content);
    [[nodiscard]] const PlotContent& content() const noexcept { return m_content; }
    [[nodiscard]] ChartFrame frame() const;
    /// What lies at a place of the widget; empty where nothing does.
    [[nodiscard]] QString readingAt(const QPointF& place) const;

    [[nodiscard]] QSize sizeHint() const override { return {360, 200}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {220, 130}; }

protected:
    bool event(QEvent* event) override;
    [[nodiscard]] bool isBlank() const override { return m_content.isEmpty(); }
    [[nodiscard]] ChartDrawing drawing() const override;
    void paintTexts(QPainter& painter) override;

private:
    PlotContent m_content;
};

}  // namespace tandem
