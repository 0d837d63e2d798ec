#include "ui/training/chart_board.h"

#include "core/training_metrics.h"
#include "ui/numbers/quantity.h"
#include "ui/theme/translated.h"
#include "ui/training/chart/line_chart.h"
#include "ui/training/run_curves.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSlider>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace tandem {
namespace {

using enum MetricGroup;

// Okabe and Ito's colours without those too dark for a dark or too light for a light background; told apart by most
// people whatever their colour vision.
const std::array<QColor, 7> kColours{QColor(230, 159, 0),   QColor(86, 180, 233), QColor(0, 158, 115),
                                     QColor(204, 121, 167), QColor(213, 94, 0),   QColor(140, 140, 220),
                                     QColor(150, 150, 150)};

QColor colourOf(std::size_t index) {
    return kColours[index % kColours.size()];
}

/// How a metric looks: A's line and B's have a colour, and B's is dashed.
struct Drawing {
    Metric metric;
    std::size_t colour;
    Qt::PenStyle style = Qt::SolidLine;
    bool sumsUp = false;  ///< shown when runs are compared
};

constexpr std::array kDrawings{
    Drawing{Metric::LossTotal, 0, Qt::SolidLine, true},      Drawing{Metric::LossSupervisedA, 1},
    Drawing{Metric::LossSupervisedB, 1, Qt::DashLine},       Drawing{Metric::LossMutualA, 2},
    Drawing{Metric::LossMutualB, 2, Qt::DashLine},           Drawing{Metric::ATeachesB, 0, Qt::SolidLine, true},
    Drawing{Metric::BTeachesA, 1, Qt::DashLine, true},       Drawing{Metric::Ramp, 2, Qt::SolidLine, true},
    Drawing{Metric::LearningRate, 3, Qt::SolidLine, true},   Drawing{Metric::MeanReliability, 1, Qt::SolidLine, true},
    Drawing{Metric::ValidationDice, 6, Qt::SolidLine, true}, Drawing{Metric::FinalDice, 4, Qt::DotLine}};

QString translated(const char* text) {
    return QCoreApplication::translate(kMetricTexts, text);
}

QString unitOf(MetricGroup group) {
    const auto metrics = trainingMetrics();
    return translated(std::ranges::find(metrics, group, &TrainingMetric::group)->unit);
}

}  // namespace

ChartBoard::ChartBoard(QWidget* parent) : QWidget(parent) {
    setObjectName("chartBoard");
    auto* const rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    // Scrolls where the window is low: a chart that is lower than this shows nothing.
    auto* const scrolled = new QScrollArea(this);
    scrolled->setObjectName("chartScroll");
    scrolled->setWidgetResizable(true);
    scrolled->setFrameShape(QFrame::NoFrame);
    scrolled->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* const charts = new QWidget(scrolled);
    m_grid = new QGridLayout(charts);
    m_grid->setContentsMargins({});
    m_grid->setSpacing(4);
    m_charts = {addChart("lossChart"), addChart("teachingChart"),     addChart("diceChart"),
                addChart("rampChart"), addChart("learningRateChart"), addChart("teachingWeightChart")};
    chartOf(Teaching).setLeastY({0, 0.1});
    for (const MetricGroup group : {Dice, Ramp, TeachingWeight}) {
        chartOf(group).setLeastY({0, 1});
    }
    arrange(3);
    // Else three columns could not become two.
    setMinimumWidth(380);
    scrolled->setWidget(charts);
    rows->addWidget(scrolled, 1);
    rows->addWidget(makeControls());
    // The page shows the curves anew, under their new names.
    keepTranslated(*this, [this] { retranslate(); });
}

void ChartBoard::arrange(int columns) {
    if (columns == m_columns) {
        return;
    }
    m_columns = columns;
    constexpr int kCount = kCharts;
    for (int index = 0; index < kCount; ++index) {
        m_grid->addWidget(m_charts[static_cast<std::size_t>(index)], index / columns, index % columns);
    }
    for (int place = 0; place < kCount; ++place) {
        m_grid->setColumnStretch(place, place < columns ? 1 : 0);
        m_grid->setRowStretch(place, place < kCount / columns ? 1 : 0);
    }
}

void ChartBoard::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    constexpr int kEnoughForThree = 620;
    arrange(width() >= kEnoughForThree ? 3 : 2);
}

void ChartBoard::retranslate() {
    const std::array<QString, kCharts> titles{tr("Losses"),          tr("Voxels in which one teaches the other"),
                                              tr("Validation Dice"), tr("Weight of the mutual loss"),
                                              tr("Learning rate"),   tr("Mean teaching weight of the teacher")};
    for (std::size_t index = 0; index < titles.size(); ++index) {
        const auto group = static_cast<MetricGroup>(index);
        m_charts[index]->setTitles(titles[index], tr("iteration"), unitOf(group));
        m_charts[index]->setEmptyText(group == Dice ? tr("Comes with the first validation") : tr("No points yet"));
        m_charts[index]->setToolTip(
            tr("Wheel: zoom (with Shift the vertical axis). Drag: move. Double click: show all.\n"
               "Click a name to hide its curve. Right click: save as a picture or as a table."));
    }
    m_smoothingTitle->setText(tr("S&moothing"));
    m_smoothing->setToolTip(tr("Weight of the past in the moving average of the curves"));
    m_smoothingValue->setText(Quantity::fixed(m_smoothing->value() / 100.0, 2));
    m_logarithmic->setText(tr("Lo&garithmic losses"));
}

LineChart* ChartBoard::addChart(const QString& objectName) {
    auto* const chart = new LineChart({}, {}, this);
    chart->setObjectName(objectName);
    constexpr int kLeastHeight = 130;
    chart->setMinimumHeight(kLeastHeight);
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
    m_smoothingTitle = new QLabel(controls);
    m_smoothing = new QSlider(Qt::Horizontal, controls);
    m_smoothing->setObjectName("smoothing");
    m_smoothing->setRange(0, 99);
    m_smoothing->setFixedWidth(140);
    m_smoothingTitle->setBuddy(m_smoothing);
    m_smoothingValue = new QLabel(controls);
    m_logarithmic = new QCheckBox(controls);
    m_logarithmic->setObjectName("logarithmic");
    row->addWidget(m_smoothingTitle);
    row->addWidget(m_smoothing);
    row->addWidget(m_smoothingValue);
    row->addSpacing(16);
    row->addWidget(m_logarithmic);
    row->addStretch();
    connect(m_smoothing, &QSlider::valueChanged, this, [this](int percent) {
        m_smoothingValue->setText(Quantity::fixed(percent / 100.0, 2));
        for (const MetricGroup group : {Losses, Teaching, TeachingWeight}) {
            chartOf(group).setSmoothing(percent / 100.0);
        }
    });
    connect(m_logarithmic, &QCheckBox::toggled, &chartOf(Losses), &LineChart::setLogarithmic);
    return controls;
}

void ChartBoard::setClasses(const std::vector<std::pair<QString, QColor>>& classes) {
    m_classes = classes;
}

std::vector<ChartBoard::Line> ChartBoard::linesOf(MetricGroup group) const {
    std::vector<Line> lines;
    for (const Drawing& drawing : kDrawings) {
        if (const TrainingMetric& metric = trainingMetric(drawing.metric); metric.group == group) {
            lines.push_back(
                {metric.id, translated(metric.title), colourOf(drawing.colour), drawing.style, drawing.sumsUp});
        }
    }
    // With one structure the mean is its Dice.
    for (std::size_t index = 0; group == Dice && m_classes.size() > 1 && index < m_classes.size(); ++index) {
        lines.push_back(
            {idOfClass(Metric::ValidationDice, index + 1), m_classes[index].first, m_classes[index].second});
    }
    return lines;
}

void ChartBoard::show(const RunCurves& curves, const std::vector<ShownRun>& runs) {
    const bool isComparison = runs.size() > 1;
    for (std::size_t chart = 0; chart < m_charts.size(); ++chart) {
        const auto group = static_cast<MetricGroup>(chart);
        std::vector<ChartSeries> series;
        for (std::size_t index = 0; index < runs.size(); ++index) {
            for (const Line& one : linesOf(group)) {
                const Curve& points = curves.curve(runs[index].id, one.metricId);
                if (points.empty() || (isComparison && !one.sumsUp)) {
                    continue;
                }
                const bool needsMetric = one.style != Qt::SolidLine || group == Teaching;
                const QString title = needsMetric ? runs[index].title + " " + one.title : runs[index].title;
                series.push_back({.name = isComparison ? title : one.title,
                                  .colour = isComparison ? colourOf(index) : one.colour,
                                  .style = one.style,
                                  .points = points});
            }
        }
        m_charts[chart]->setSeries(std::move(series));
        if (runs != m_runs) {
            m_charts[chart]->setViewX(std::nullopt);
        }
    }
    m_runs = runs;
}

}  // namespace tandem
