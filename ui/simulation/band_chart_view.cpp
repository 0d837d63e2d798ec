#include "ui/simulation/band_chart_view.h"

#include <QPainter>
#include <utility>

namespace tandem {

BandChartView::BandChartView(QWidget* parent) : QWidget(parent) {}

void BandChartView::setChart(BandChart chart) {
    m_chart = std::move(chart);
    setAccessibleName(m_chart.title);
    update();
}

void BandChartView::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    paintBandChart(painter, palette(), QSizeF(size()), m_chart);
}

}  // namespace tandem
