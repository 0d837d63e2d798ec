#include "ui/training/chart_board.h"

#include "ui/theme/translated.h"
#include "ui/training/chart/line_chart.h"
#include "ui/training/metric_names.h"
#include "ui/training/run_curves.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
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
    m_charts[Teaching]->setLeastY({0, 0.1});
    m_charts[Dice]->setLeastY({0, 1});
    m_charts[Ramp]->setLeastY({0, 1});
    m_charts[TeachingWeight]->setLeastY({0, 1});
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
    for (int index = 0; index < ChartCount; ++index) {
        m_grid->addWidget(m_charts[static_cast<std::size_t>(index)], index / columns, index % columns);
    }
    for (int place = 0; place < ChartCount; ++place) {
        m_grid->setColumnStretch(place, place < columns ? 1 : 0);
        m_grid->setRowStretch(place, place < ChartCount / columns ? 1 : 0);
    }
}

void ChartBoard::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    constexpr int kEnoughForThree = 620;
    arrange(width() >= kEnoughForThree ? 3 : 2);
}

void ChartBoard::retranslate() {
    const std::array<QString, ChartCount> titles{tr("Losses"),          tr("Voxels in which one teaches the other"),
                                                 tr("Validation Dice"), tr("Weight of the mutual loss"),
                                                 tr("Learning rate"),   tr("Mean teaching weight of the teacher")};
    const std::array<QString, ChartCount> units{tr("loss"),          tr("fraction of the batch's voxels"),
                                                tr("Dice, 0 to 1"),  tr("weight"),
                                                tr("learning rate"), tr("teaching weight, 0 to 1")};
    for (std::size_t index = 0; index < titles.size(); ++index) {
        m_charts[index]->setTitles(titles[index], tr("iteration"), units[index]);
        m_charts[index]->setEmptyText(index == Dice ? tr("Comes with the first validation") : tr("No points yet"));
        m_charts[index]->setToolTip(
            tr("Wheel: zoom (with Shift the vertical axis). Drag: move. Double click: show all.\n"
               "Click a name to hide its curve. Right click: save as a picture or as a table."));
    }
    m_smoothingTitle->setText(tr("S&moothing"));
    m_smoothing->setToolTip(tr("Weight of the past in the moving average of the curves"));
    m_smoothingValue->setText(QLocale().toString(m_smoothing->value() / 100.0, 'f', 2));
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
        m_smoothingValue->setText(QLocale().toString(percent / 100.0, 'f', 2));
        for (const Chart chart : {Losses, Teaching, TeachingWeight}) {
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
        case TeachingWeight:
            return {{metric::kMeanReliability, tr("teaching weight"), colourOf(1), Qt::SolidLine, true}};
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
