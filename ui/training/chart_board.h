// The charts of the training page over the runs that are selected: losses, ramp, learning rate, who teaches whom,
// teaching weight and validation Dice. All show the same iterations, and hovering over one shows values in all.
//
// Used on the GUI thread. Invariant: with one run, colours tell curves apart; with several they tell runs apart, and
// each chart shows what sums a run up.
#pragma once

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
    enum Chart { Losses, Teaching, Dice, Ramp, LearningRate, TeachingWeight, ChartCount };

    struct Metric {
        std::string name;
        QString title;
        QColor colour;
        Qt::PenStyle style = Qt::SolidLine;
        bool sumsUp = false;  ///< shown when runs are compared
    };

    [[nodiscard]] LineChart* addChart(const QString& objectName);
    [[nodiscard]] QWidget* makeControls();
    void retranslate();
    void arrange(int columns);
    [[nodiscard]] std::vector<Metric> metricsOf(Chart chart) const;

    std::array<LineChart*, ChartCount> m_charts{};
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
