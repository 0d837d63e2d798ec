// How fast a chart of 15,000 iterations is drawn anew, as while a person zooms it.
//
// Start it on a screen (or xvfb-run); LIBGL_ALWAYS_SOFTWARE=1 for figures of software rendering.
#include "ui/training/chart/line_chart.h"

#include <benchmark/benchmark.h>

#include <QApplication>
#include <cmath>

using namespace tandem;

namespace {

/// Five losses that fall, and shake at every iteration.
std::vector<ChartSeries> losses() {
    std::vector<ChartSeries> series;
    for (int loss = 0; loss < 5; ++loss) {
        ChartSeries one{.name = QString::number(loss), .colour = QColor::fromHsv(70 * loss, 200, 200)};
        for (int iteration = 1; iteration <= 15000; ++iteration) {
            const double falling = (1 + 0.3 * loss) * std::exp(-iteration / 4000.0);
            one.points.emplace_back(iteration, falling * (1 + 0.2 * std::sin(1.7 * iteration + loss)));
        }
        series.push_back(std::move(one));
    }
    return series;
}

void zooms(benchmark::State& state) {
    LineChart chart("Losses", "iteration");
    chart.resize(600, 400);
    chart.setSeries(losses());
    chart.setSmoothing(static_cast<double>(state.range(0)) / 10);
    (void)chart.grab();
    double low = 1;
    for (auto _ : state) {
        chart.setViewX(AxisRange{++low, 15000});
        benchmark::DoNotOptimize(chart.grab());
    }
}

}  // namespace

BENCHMARK(zooms)->ArgName("smoothing")->Arg(0)->Arg(9)->Unit(benchmark::kMillisecond);

int main(int count, char** words) {
    const QApplication app(count, words);
    benchmark::Initialize(&count, words);
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
