// Shows a chart of curves with bands, as wide and high as there is room.
//
// Used on the GUI thread. Invariant: colours of axes and letters are those of the palette.
#pragma once

#include "ui/picture/band_chart.h"

#include <QWidget>

namespace tandem {

class BandChartView : public QWidget {
    Q_OBJECT

public:
    explicit BandChartView(QWidget* parent = nullptr);

    void setChart(BandChart chart);
    [[nodiscard]] const BandChart& chart() const noexcept { return m_chart; }

    [[nodiscard]] QSize sizeHint() const override { return {560, 340}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {320, 200}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    BandChart m_chart;
};

}  // namespace tandem
