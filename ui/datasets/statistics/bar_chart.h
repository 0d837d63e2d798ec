// Bars over equally wide bins, of one or several series side by side, with a reading where the mouse is.
//
// Used on the GUI thread. Invariant: bars start at zero.
#pragma once

#include "ui/datasets/statistics/dataset_statistics.h"
#include "ui/render/chart_view.h"

#include <QColor>
#include <QString>
#include <optional>
#include <vector>

namespace tandem {

class BarChart : public ChartView {
    Q_OBJECT

public:
    struct Series {
        QString name;
        QColor colour;
    };

    explicit BarChart(QWidget* parent = nullptr);

    /// title: over the chart; xTitle: with its unit; yTitle: what is counted. A name is shown with several series.
    void setTexts(const QString& title, const QString& xTitle, const QString& yTitle);
    /// What is counted comes in whole numbers, and so do the ticks.
    void setWholeCounts(bool areWhole);
    /// As many series as the distribution has. Without bins the chart says emptyText.
    void setDistribution(const Distribution& distribution, const std::vector<Series>& series, const QString& emptyText);

    [[nodiscard]] const Distribution& distribution() const noexcept { return m_distribution; }
    /// What a person reads at a bin: its range, and each series' count.
    [[nodiscard]] QString readingAt(std::size_t bin) const;
    [[nodiscard]] std::optional<std::size_t> binAt(const QPointF& position) const;

    [[nodiscard]] QSize sizeHint() const override { return {340, 220}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {220, 160}; }

protected:
    [[nodiscard]] bool isBlank() const override { return m_distribution.binCount() == 0; }
    [[nodiscard]] ChartDrawing drawing() const override;
    void paintTexts(QPainter& painter) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] ChartFrame frame() const;
    void paintLegend(QPainter& painter, const QRectF& row) const;

    QString m_title;
    QString m_xTitle;
    QString m_yTitle;
    QString m_emptyText;
    bool m_areWhole = true;
    Distribution m_distribution;
    std::vector<Series> m_series;
};

}  // namespace tandem
