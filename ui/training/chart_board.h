// The charts of the training page over the runs that are selected: losses, ramp, learning rate, who teaches whom,
// teaching weight and validation Dice. All show the same iterations, and hovering over one shows values in all.
//
// Used on the GUI thread. Invariant: with one run, colours tell curves apart; with several they tell runs apart, and
// each chart shows what sums a run up.
#pragma once

#include "core/training_metrics.h"

#include <QColor>
#include <QStringList>
#include <QWidget>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

class QCheckBox;
class QGridLayout;
class QLabel;
class QSlider;

namespace tandem {

class LineChart;
class RunCurves;
struct ChartSeries;

struct ShownRun {
    std::int64_t id = 0;
    QString title;

    bool operator==(const ShownRun&) const = default;
};

class ChartBoard : public QWidget {
    Q_OBJECT

public:
    explicit ChartBoard(QWidget* parent = nullptr);

    /// The structures, with the colours of their Dice curves.
    void setClasses(const std::vector<std::pair<QString, QColor>>& classes);
    void show(const RunCurves& curves, const std::vector<ShownRun>& runs);

Q_SIGNALS:
    void failed(const QString& sentence);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    /// One for each group of metrics but the last, in their order.
    static constexpr std::size_t kCharts = static_cast<std::size_t>(MetricGroup::Machine);

    struct Line {
        std::string metricId;
        QString title;
        QColor colour;
        Qt::PenStyle style = Qt::SolidLine;
        bool sumsUp = false;  ///< shown when runs are compared
    };

    [[nodiscard]] LineChart* addChart(const QString& objectName);
    [[nodiscard]] QWidget* makeControls();
    void retranslate();
    void arrange(int columns);
    [[nodiscard]] LineChart& chartOf(MetricGroup group) const { return *m_charts.at(static_cast<std::size_t>(group)); }
    [[nodiscard]] std::vector<Line> linesOf(MetricGroup group) const;

    std::array<LineChart*, kCharts> m_charts{};
    QGridLayout* m_grid = nullptr;
    int m_columns = 0;
    QLabel* m_smoothingTitle = nullptr;
    QLabel* m_smoothingValue = nullptr;
    std::vector<std::pair<QString, QColor>> m_classes;
    QSlider* m_smoothing = nullptr;
    QCheckBox* m_logarithmic = nullptr;
    std::vector<ShownRun> m_runs;
};

}  // namespace tandem
