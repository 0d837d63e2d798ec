#include "ui/training/chart_board.h"

#include "ui/training/chart/line_chart.h"
#include "ui/training/metric_names.h"
#include "ui/training/run_curves.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QSlider>
#include <QVBoxLayout>
#include <cmath>

namespace tandem {
namespace {

// Okabe and Ito's colours without those too dark for a dark or too light for a light background; told apart by most
// people whatever their colour vision.
const std::array<QColor, 7> kColours{QColor(230, 159, 0),   QColor(86, 180, 233), QColor(0, 158, 115),
                                     QColor(204, 121, 167), QColor(213, 94, 0),   QColor(140, 140, 220),
                                     QColor(150, 150, 150)};

QColor colourOf(std::size_t index) {
    return kColours[index % kColours.size()];
}

}  // namespace

ChartBoard::ChartBoard(QWidget* parent) : QWidget(parent) {
    setObjectName("chartBoard");
    auto* const rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    auto* const grid = new QGridLayout;
    grid->setSpacing(4);
    m_charts = {addChart(Losses, tr("Losses"), "lossChart"),
                addChart(Teaching, tr("Voxels in which one teaches the other"), "teachingChart"),
                addChart(Dice, tr("Validation Dice"), "diceChart"),
                addChart(Ramp, tr("Weight of the mutual loss"), "rampChart"),
                addChart(LearningRate, tr("Learning rate"), "learningRateChart"),
                addChart(Reliability, tr("Mean reliability of the teacher"), "reliabilityChart")};
    for (int index = 0; index < ChartCount; ++index) {
        grid->addWidget(m_charts[static_cast<std::size_t>(index)], index / 3, index % 3);
    }
    m_charts[Teaching]->setLeastY({0, 0.1});
    m_charts[Dice]->setLeastY({0, 1});
    m_charts[Ramp]->setLeastY({0, 1});
    m_charts[Reliability]->setLeastY({0, 1});
    m_charts[Dice]->setEmptyText(tr("Comes with the first validation"));
    rows->addLayout(grid, 1);
    rows->addWidget(makeControls());
}

LineChart* ChartBoard::addChart(Chart, const QString& title, const QString& objectName) {
    auto* const chart = new LineChart(title, tr("iteration"), this);
    chart->setObjectName(objectName);
    chart->setEmptyText(tr("No points yet"));
    chart->setToolTip(
        tr("Wheel: zoom (with Shift the vertical axis). Drag: move. Double click: show all.\n"
           "Click a name to hide its curve. Right click: save as PNG or CSV."));
    connect(chart, &LineChart::failed, this, &ChartBoard::failed);
    connect(chart, &LineChart::hoverChanged, this, [this](const std::optional<double>& x) {
        for (LineChart* const one : m_charts) {
            one->setHover(x);
        }
    });
    connect(chart, &LineChart::viewXChanged, this, [this](const std::optional<AxisRange>& range) {
        for (LineChart* const one : m_charts) {
            one->setViewX(range);
        }
    });
    return chart;
}

QWidget* ChartBoard::makeControls() {
    auto* const controls = new QWidget(this);
    auto* const row = new QHBoxLayout(controls);
    row->setContentsMargins(0, 0, 0, 0);
    auto* const label = new QLabel(tr("S&moothing"), controls);
    m_smoothing = new QSlider(Qt::Horizontal, controls);
    m_smoothing->setObjectName("smoothing");
    m_smoothing->setRange(0, 99);
    m_smoothing->setFixedWidth(140);
    m_smoothing->setToolTip(tr("Weight of the past in the moving average of the curves"));
    label->setBuddy(m_smoothing);
    auto* const value = new QLabel("0.00", controls);
    m_logarithmic = new QCheckBox(tr("Lo&garithmic losses"), controls);
    m_logarithmic->setObjectName("logarithmic");
    row->addWidget(label);
    row->addWidget(m_smoothing);
    row->addWidget(value);
    row->addSpacing(16);
    row->addWidget(m_logarithmic);
    row->addStretch();
    connect(m_smoothing, &QSlider::valueChanged, this, [this, value](int percent) {
        value->setText(QLocale().toString(percent / 100.0, 'f', 2));
        for (const Chart chart : {Losses, Teaching, Reliability}) {
            m_charts[chart]->setSmoothing(percent / 100.0);
        }
    });
    connect(m_logarithmic, &QCheckBox::toggled, m_charts[Losses], &LineChart::setLogarithmic);
    return controls;
}

void ChartBoard::setClasses(const std::vector<std::pair<QString, QColor>>& classes) {
    m_classes = classes;
}

std::vector<ChartBoard::Metric> ChartBoard::metricsOf(Chart chart) const {
    switch (chart) {
        case Losses:
            return {{metric::kLossTotal, tr("total"), colourOf(0), Qt::SolidLine, true},
                    {metric::kLossSupervisedA, tr("supervised A"), colourOf(1)},
                    {metric::kLossSupervisedB, tr("supervised B"), colourOf(1), Qt::DashLine},
                    {metric::kLossMutualA, tr("mutual A"), colourOf(2)},
                    {metric::kLossMutualB, tr("mutual B"), colourOf(2), Qt::DashLine}};
        case Teaching:
            return {{metric::kATeachesB, tr("A teaches B"), colourOf(0), Qt::SolidLine, true},
                    {metric::kBTeachesA, tr("B teaches A"), colourOf(1), Qt::DashLine, true}};
        case Ramp:
            return {{metric::kRamp, tr("ramp"), colourOf(2), Qt::SolidLine, true}};
        case LearningRate:
            return {{metric::kLearningRate, tr("learning rate"), colourOf(3), Qt::SolidLine, true}};
        case Reliability:
            return {{metric::kMeanReliability, tr("reliability"), colourOf(1), Qt::SolidLine, true}};
        default:
            break;
    }
    std::vector<Metric> dice{{metric::kValidationDice, tr("mean"), colourOf(6), Qt::SolidLine, true},
                             {metric::kFinalDice, tr("at the end, test stride"), colourOf(4), Qt::DotLine}};
    // With one structure the mean is its Dice.
    for (std::size_t index = 0; m_classes.size() > 1 && index < m_classes.size(); ++index) {
        dice.push_back(
            {metric::ofClass(metric::kValidationDice, index + 1), m_classes[index].first, m_classes[index].second});
    }
    return dice;
}

void ChartBoard::show(const RunCurves& curves, const std::vector<ShownRun>& runs) {
    const bool isComparison = runs.size() > 1;
    for (int chart = 0; chart < ChartCount; ++chart) {
        std::vector<ChartSeries> series;
        for (std::size_t index = 0; index < runs.size(); ++index) {
            for (const Metric& one : metricsOf(static_cast<Chart>(chart))) {
                const Curve& points = curves.curve(runs[index].id, one.name);
                if (points.empty() || (isComparison && !one.sumsUp)) {
                    continue;
                }
                const bool needsMetric = one.style != Qt::SolidLine || chart == Teaching;
                const QString title = needsMetric ? runs[index].title + " " + one.title : runs[index].title;
                series.push_back({.name = isComparison ? title : one.title,
                                  .colour = isComparison ? colourOf(index) : one.colour,
                                  .style = one.style,
                                  .points = points});
            }
        }
        m_charts[static_cast<std::size_t>(chart)]->setSeries(std::move(series));
        if (runs != m_runs) {
            m_charts[static_cast<std::size_t>(chart)]->setViewX(std::nullopt);
        }
    }
    m_runs = runs;
}

}  // namespace tandem
