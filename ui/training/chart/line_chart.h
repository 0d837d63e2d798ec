// A chart of curves over iterations: zoom by wheel (with Shift the y axis), pan by drag, values where the mouse hovers,
// smoothing, logarithmic y axis, export as PNG, SVG and CSV. A click on a legend entry hides its curve, a double click
// shows everything again; the keys + - 0 and the arrows do the same as the mouse.
//
// Used on the GUI thread. Invariant: y follows the curves in view until it was zoomed itself.
#pragma once

#include "ui/render/chart_view.h"
#include "ui/training/chart/chart_navigation.h"
#include "ui/training/chart/chart_series.h"

#include <QSet>
#include <optional>
#include <vector>

namespace tandem {

struct DrawnSeries;

class LineChart : public ChartView {
    Q_OBJECT

public:
    /// Points of a chart in a file.
    static constexpr QSizeF kPaper{800, 500};

    LineChart(QString title, QString xTitle, QWidget* parent = nullptr);
    ~LineChart() override;

    /// yTitle: what the curves are and in which unit; on the screen the title says enough.
    void setTitles(const QString& title, const QString& xTitle, const QString& yTitle = {});
    void setSeries(std::vector<ChartSeries> series);
    /// The y axis shows at least this, such as 0..1 of a Dice value.
    void setLeastY(const AxisRange& range);
    /// Said in the middle of the plot while there is no point.
    void setEmptyText(const QString& text);
    /// 0 to below 1; see smoothed().
    void setSmoothing(double weight);
    void setLogarithmic(bool isLogarithmic);
    /// Nothing for everything there is.
    void setViewX(const std::optional<AxisRange>& range);
    /// A line at x that stays, such as what is looked at elsewhere.
    void setMark(const std::optional<double>& x);
    /// Shows values at x, as if the mouse were there.
    void setHover(const std::optional<double>& x);

    [[nodiscard]] const QString& title() const noexcept { return m_title; }
    [[nodiscard]] const std::vector<ChartSeries>& series() const noexcept { return m_series; }
    [[nodiscard]] bool isLogarithmic() const noexcept { return m_isLogarithmic; }
    [[nodiscard]] bool isShown(const QString& seriesName) const { return !m_hidden.contains(seriesName); }
    /// As it would be drawn now.
    [[nodiscard]] ChartFrame frame() const;
    /// What hovering at x says, one series a line.
    [[nodiscard]] QString readingsAt(double x) const;
    [[nodiscard]] QString csv() const;

    /// The curves in view on white, of the size of the paper, with title, legend and the names of the axes.
    void paintOn(QPaintDevice& device, double scale) const;

    [[nodiscard]] QSize sizeHint() const override { return {320, 210}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {180, 86}; }

Q_SIGNALS:
    void viewXChanged(const std::optional<AxisRange>& range);
    void hoverChanged(const std::optional<double>& x);
    /// An export failed.
    void failed(const QString& sentence);

protected:
    [[nodiscard]] bool isBlank() const override;
    [[nodiscard]] ChartDrawing drawing() const override;
    void paintTexts(QPainter& painter) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    /// Where the chart is drawn and in which letters: in the widget, or for a file.
    struct Sheet {
        QSizeF size;
        QFont titleFont;
        QFont smallFont;
        bool isForFile = false;  ///< the axes have names, and hidden curves are no part of the legend
    };

    [[nodiscard]] Sheet screen() const;
    [[nodiscard]] Sheet paper() const;
    [[nodiscard]] std::vector<DrawnSeries> legendOf(const Sheet& sheet) const;
    [[nodiscard]] QRectF plotPlace(const Sheet& sheet) const;
    [[nodiscard]] ChartFrame frameOn(const Sheet& sheet) const;
    [[nodiscard]] ChartDrawing drawingOn(const Sheet& sheet) const;
    /// Title and legend. Gives the places of the legend's entries.
    std::vector<QRectF> paintHead(QPainter& painter, const QPalette& palette, const Sheet& sheet) const;
    void paintAxisNames(QPainter& painter, const QPalette& palette, const Sheet& sheet) const;
    [[nodiscard]] std::vector<DrawnSeries> drawnSeries() const;
    [[nodiscard]] AxisRange wholeX() const;
    [[nodiscard]] AxisRange fittingY(const AxisRange& x) const;
    void smoothAll();
    void note(ChartNavigation::Change change);
    void toggleAt(const QPointF& place);

    QString m_title;
    QString m_xTitle;
    QString m_yTitle;
    QString m_emptyText;
    std::vector<ChartSeries> m_series;
    std::vector<std::vector<QPointF>> m_smoothed;  ///< by series; empty without smoothing
    double m_smoothing = 0;
    bool m_isLogarithmic = false;
    std::optional<AxisRange> m_leastY;
    ChartNavigation m_navigation;
    std::optional<double> m_hoverX;
    std::optional<double> m_markX;
    QSet<QString> m_hidden;
    std::vector<QRectF> m_legend;  ///< where the entries were drawn
};

}  // namespace tandem
