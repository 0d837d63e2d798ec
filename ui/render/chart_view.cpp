#include "ui/render/chart_view.h"

#include "ui/picture/axis_ticks.h"
#include "ui/render/vtk_view_window.h"

#include <vtkAxis.h>
#include <vtkBrush.h>
#include <vtkChartXY.h>
#include <vtkContext2D.h>
#include <vtkContextActor.h>
#include <vtkContextItem.h>
#include <vtkContextScene.h>
#include <vtkDoubleArray.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkNew.h>
#include <vtkObjectFactory.h>
#include <vtkPen.h>
#include <vtkPlotArea.h>
#include <vtkPlotLine.h>
#include <vtkRenderer.h>
#include <vtkStringArray.h>
#include <vtkTable.h>
#include <vtkTextProperty.h>

#include <QEvent>
#include <QFontInfo>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <initializer_list>

namespace tandem {
namespace {

/// A table with a column for each name.
vtkNew<vtkTable> emptyTable(std::initializer_list<const char*> names) {
    vtkNew<vtkTable> table;
    for (const char* const name : names) {
        vtkNew<vtkDoubleArray> column;
        column->SetName(name);
        table->AddColumn(column);
    }
    return table;
}

void append(vtkTable& table, std::initializer_list<double> row) {
    vtkIdType column = 0;
    for (const double value : row) {
        vtkDoubleArray::SafeDownCast(table.GetColumn(column++))->InsertNextValue(value);
    }
}

/// Of a pen or a brush.
void setColour(auto& target, const QColor& colour) {
    target.SetColor(static_cast<unsigned char>(colour.red()), static_cast<unsigned char>(colour.green()),
                    static_cast<unsigned char>(colour.blue()), static_cast<unsigned char>(colour.alpha()));
}

int lineTypeOf(Qt::PenStyle style) {
    switch (style) {
        case Qt::DashLine:
            return vtkPen::DASH_LINE;
        case Qt::DotLine:
            return vtkPen::DOT_LINE;
        case Qt::DashDotLine:
            return vtkPen::DASH_DOT_LINE;
        default:
            return vtkPen::SOLID_LINE;
    }
}

void addLine(vtkChartXY& chart, const ChartLine& line, double pixelRatio) {
    const vtkNew<vtkTable> table = emptyTable({"x", "y"});
    for (const QPointF& point : line.points) {
        append(*table, {point.x(), point.y()});
    }
    vtkNew<vtkPlotLine> plot;
    plot->SetInputData(table, 0, 1);
    setColour(*plot->GetPen(), line.colour);
    plot->GetPen()->SetLineType(lineTypeOf(line.style));
    plot->SetWidth(static_cast<float>(line.width * pixelRatio));
    chart.AddPlot(plot);
}

/// A line from corner to corner that is not seen: VTK draws the axes only of a chart that has a plot.
void addFrame(vtkChartXY& chart, const ChartFrame& frame) {
    const vtkNew<vtkTable> table = emptyTable({"x", "y"});
    append(*table, {frame.x.low, frame.y.low});
    append(*table, {frame.x.high, frame.y.high});
    vtkNew<vtkPlotLine> plot;
    plot->SetInputData(table, 0, 1);
    plot->GetPen()->SetLineType(vtkPen::NO_PEN);
    chart.AddPlot(plot);
}

/// One area for all: between bars it has no height.
void addBars(vtkChartXY& chart, const ChartBars& bars) {
    const vtkNew<vtkTable> table = emptyTable({"x", "foot", "top"});
    for (const ChartBar& bar : bars.bars) {
        append(*table, {bar.from, 0, 0});
        append(*table, {bar.from, 0, bar.height});
        append(*table, {bar.to, 0, bar.height});
        append(*table, {bar.to, 0, 0});
    }
    vtkNew<vtkPlotArea> plot;
    plot->SetInputData(table);
    plot->SetInputArray(0, "x");
    plot->SetInputArray(1, "foot");
    plot->SetInputArray(2, "top");
    plot->GetPen()->SetLineType(vtkPen::NO_PEN);
    setColour(*plot->GetBrush(), bars.colour);
    chart.AddPlot(plot);
}

/// A logarithmic axis wants its ticks' logarithms.
void setTicks(vtkAxis& axis, const std::vector<AxisTick>& ticks) {
    vtkNew<vtkDoubleArray> places;
    vtkNew<vtkStringArray> labels;
    for (const AxisTick& tick : ticks) {
        places->InsertNextValue(axis.GetLogScaleActive() ? std::log10(tick.value) : tick.value);
        labels->InsertNextValue(tick.label.toStdString());
    }
    axis.SetCustomTickPositions(places, labels);
}

/// The dots of the lines. Those of VTK's plots are sprites, which are not smoothed.
class Dots : public vtkContextItem {
public:
    static Dots* New();
    vtkTypeMacro(Dots, vtkContextItem);

    bool Paint(vtkContext2D* painter) override;

    std::vector<ChartLine> lines;
    ChartFrame frame;
    double height = 0;
    double pixelRatio = 1;
};

vtkStandardNewMacro(Dots);

bool Dots::Paint(vtkContext2D* painter) {
    const QRectF place = frame.plot.adjusted(-1, -1, 1, 1);
    for (const ChartLine& line : lines) {
        painter->GetPen()->SetLineType(vtkPen::NO_PEN);
        setColour(*painter->GetBrush(), line.colour);
        const auto radius = static_cast<float>(line.dotDiameter / 2 * pixelRatio);
        for (const QPointF& point : line.points) {
            const QPointF at = frame.pixelAt(point);
            if (radius > 0 && place.contains(at)) {
                painter->DrawEllipse(static_cast<float>(at.x() * pixelRatio),
                                     static_cast<float>((height - at.y()) * pixelRatio), radius, radius);
            }
        }
    }
    return true;
}

}  // namespace

struct ChartView::Scene {
    vtkNew<vtkRenderer> renderer;
    vtkNew<vtkContextActor> actor;
    vtkNew<vtkChartXY> chart;
    vtkNew<Dots> dots;
};

ChartView::ChartView(QWidget* parent) : VtkView(parent), m_scene(std::make_unique<Scene>()) {
    constexpr int kSamplesOfAPixel = 4;
    VtkViewWindow::of(*this).SetMultiSamples(kSamplesOfAPixel);
    VtkViewWindow::of(*this).AddRenderer(m_scene->renderer);
    m_scene->renderer->AddActor(m_scene->actor);
    m_scene->actor->GetScene()->SetRenderer(m_scene->renderer);
    m_scene->actor->GetScene()->AddItem(m_scene->chart);
    m_scene->actor->GetScene()->AddItem(m_scene->dots);
    m_scene->chart->SetAutoSize(false);
    m_scene->chart->SetLayoutStrategy(vtkChart::AXES_TO_RECT);
    m_scene->chart->SetShowLegend(false);
}

ChartView::~ChartView() = default;

QFont ChartView::titleFont() const {
    QFont result = font();
    result.setWeight(QFont::DemiBold);
    return result;
}

QFont ChartView::smallFont() const {
    QFont result = font();
    result.setPointSizeF(std::max(7.0, result.pointSizeF() * 0.85));
    return result;
}

void ChartView::paintEvent(QPaintEvent* event) {
    if (isBlank()) {
        QPainter(this).fillRect(rect(), palette().color(backgroundRole()));
    } else {
        VtkView::paintEvent(event);
    }
    QPainter painter(this);
    paintTexts(painter);
}

void ChartView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
        event->type() == QEvent::StyleChange) {
        sceneChanged();
    }
    VtkView::changeEvent(event);
}

void ChartView::beforeDrawing() {
    const ChartDrawing drawing = this->drawing();
    const QColor ground = palette().color(backgroundRole());
    m_scene->renderer->SetBackground(ground.redF(), ground.greenF(), ground.blueF());
    m_scene->chart->ClearPlots();
    addFrame(*m_scene->chart, drawing.frame);
    for (const ChartBars& bars : drawing.bars) {
        addBars(*m_scene->chart, bars);
    }
    for (const ChartLine& line : drawing.lines) {
        // VTK complains of a line through one point.
        if (line.points.size() > 1 && line.style != Qt::NoPen) {
            addLine(*m_scene->chart, line, devicePixelRatioF());
        }
    }
    m_scene->dots->lines = drawing.lines;
    m_scene->dots->frame = drawing.frame;
    m_scene->dots->height = height();
    m_scene->dots->pixelRatio = devicePixelRatioF();
    drawAxes(drawing);
}

void ChartView::drawAxes(const ChartDrawing& drawing) {
    const ChartFrame& frame = drawing.frame;
    const double ratio = devicePixelRatioF();
    m_scene->chart->SetSize(vtkRectf(
        static_cast<float>(frame.plot.left() * ratio), static_cast<float>((height() - frame.plot.bottom()) * ratio),
        static_cast<float>(frame.plot.width() * ratio), static_cast<float>(frame.plot.height() * ratio)));
    const QColor text = palette().color(QPalette::PlaceholderText);
    for (const int place : {vtkAxis::LEFT, vtkAxis::BOTTOM}) {
        vtkAxis& axis = *m_scene->chart->GetAxis(place);
        const AxisRange& range = place == vtkAxis::LEFT ? frame.y : frame.x;
        axis.SetBehavior(vtkAxis::FIXED);
        axis.SetTitle("");
        axis.SetUnscaledRange(range.low, range.high);
        axis.SetLogScale(place == vtkAxis::LEFT && frame.isLogarithmic);
        axis.SetGridVisible(place == vtkAxis::LEFT);
        setColour(*axis.GetPen(), palette().color(QPalette::Mid));
        setColour(*axis.GetGridPen(), palette().color(QPalette::Mid));
        axis.GetLabelProperties()->SetColor(text.redF(), text.greenF(), text.blueF());
        axis.GetLabelProperties()->SetOpacity(text.alphaF());
        axis.GetLabelProperties()->SetFontSize(QFontInfo(smallFont()).pixelSize());
    }
    const ChartTicks ticks = ticksOf(drawing, QFontMetricsF(smallFont()).height());
    setTicks(*m_scene->chart->GetAxis(vtkAxis::LEFT), ticks.left);
    setTicks(*m_scene->chart->GetAxis(vtkAxis::BOTTOM), ticks.bottom);
}

}  // namespace tandem
