// Distributions, and the chart that draws them.
#include "tests/db/sample_project.h"
#include "ui/datasets/cases/case_words.h"
#include "ui/datasets/statistics/bar_chart.h"
#include "ui/datasets/statistics/dataset_statistics.h"

#include <QtTest>
#include <limits>
#include <numeric>

using namespace tandem;

class TestDatasetStatistics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void binsAreRoundAndHoldEveryValue();
    void oneValueIsOneBar();
    void nothingHasNoBins();
    void casesAreSummedUp();
    void unknownVoxelsAreCountedApart();
    void aSampleIsSpread();
    void barsAreAsHighAsTheirCounts();
};

void TestDatasetStatistics::binsAreRoundAndHoldEveryValue() {
    std::vector<double> values(101);
    std::iota(values.begin(), values.end(), 3.0);
    values.push_back(std::numeric_limits<double>::quiet_NaN());
    const Distribution made = distributionOf({values, {3.0}}, 11);
    QCOMPARE(made.binWidth, 10.0);
    QCOMPARE(made.low, 0.0);
    QCOMPARE(made.binCount(), std::size_t{11});
    QCOMPARE(std::accumulate(made.counts[0].begin(), made.counts[0].end(), 0.0), 101.0);
    QCOMPARE(made.counts[0][0], 7.0);   // 3 to 9
    QCOMPARE(made.counts[0][10], 4.0);  // 100 to 103
    QCOMPARE(made.counts[1][0], 1.0);
    const Distribution tenths = distributionOf({{0.0, 0.7, 1.0}}, 11);
    QCOMPARE(tenths.counts[0][7], 1.0);  // although 0.7 / 0.1 is a little less than 7
}

void TestDatasetStatistics::oneValueIsOneBar() {
    const Distribution made = distributionOf({{2.5, 2.5}}, 24);
    QCOMPARE(made.binCount(), std::size_t{1});
    QCOMPARE(made.counts[0][0], 2.0);
    QVERIFY(made.low <= 2.5 && 2.5 <= made.high());
    QCOMPARE(distributionOf({{0.0}}, 24).binCount(), std::size_t{1});
}

void TestDatasetStatistics::nothingHasNoBins() {
    QCOMPARE(distributionOf({{}, {}}, 24).binCount(), std::size_t{0});
    QCOMPARE(volumeDistribution({}, 1).binCount(), std::size_t{0});
    QCOMPARE(summaryOf({}).cases, 0);
}

void TestDatasetStatistics::casesAreSummedUp() {
    const SampleProject sample;
    std::vector<CaseRow> rows;
    for (const int side : {10, 20, 40}) {
        CaseRecord record = sample.sampleCase("c" + std::to_string(side), side > 10, side == 40 ? "" : "p");
        record.geometry.size = {side, side, 8};
        record.geometry.spacingMm = {1, 1, 2};
        if (record.label) {
            record.labelVoxels = {0, 1000 * side};
        }
        rows.push_back({record, false});
    }
    const DatasetSummary summary = summaryOf(rows);
    QCOMPARE(summary.cases, 3);
    QCOMPARE(summary.withLabel, 2);
    QCOMPARE(summary.patients, 2);  // p, and whoever the third case is of
    QCOMPARE(summary.medianSize, (Index3{20, 20, 8}));
    QCOMPARE(summary.medianSpacingMm, (Vector3{1, 1, 2}));
    const Distribution sizes = sizeDistribution(rows);
    QCOMPARE(sizes.counts.size(), std::size_t{3});
    QCOMPARE(sizes.counts[2].front(), 3.0);
    const Distribution volumes = volumeDistribution(rows, 1);  // 40 ml and 80 ml
    QCOMPARE(volumes.low, 40.0);
    QCOMPARE(volumes.counts[0].front(), 1.0);
    QCOMPARE(volumes.counts[0].back(), 1.0);
}

void TestDatasetStatistics::aSampleIsSpread() {
    std::vector<CaseRow> rows(10);
    for (std::size_t index = 0; index < rows.size(); ++index) {
        rows[index].record.id = static_cast<std::int64_t>(index);
    }
    const std::vector<CaseRecord> sample = sampleOf(rows, 5);
    QCOMPARE(sample.size(), std::size_t{5});
    QCOMPARE(sample[1].id, 2);
    QCOMPARE(sample[4].id, 8);
    QCOMPARE(sampleOf(rows, 20).size(), std::size_t{10});
}

void TestDatasetStatistics::barsAreAsHighAsTheirCounts() {
    BarChart chart;
    chart.resize(400, 300);
    chart.setTexts("Title", "mm", "cases");
    const QColor colour(230, 159, 0);
    chart.setDistribution({.low = 0, .binWidth = 5, .counts = {{4, 0, 2}}}, {{"", colour}}, "none");
    const QImage picture = chart.grab().toImage();
    const auto heightAt = [&](double fraction) {
        int pixels = 0;
        for (int x = 0; x < picture.width(); ++x) {
            const auto bin = chart.binAt(QPointF(x, 150));
            if (bin && static_cast<double>(*bin) == fraction) {
                int column = 0;
                for (int y = 0; y < picture.height(); ++y) {
                    column += picture.pixelColor(x, y) == colour ? 1 : 0;
                }
                pixels = std::max(pixels, column);
            }
        }
        return pixels;
    };
    QVERIFY(heightAt(0) > 100);
    QCOMPARE(heightAt(1), 0);
    QVERIFY(std::abs(heightAt(0) - 2 * heightAt(2)) <= 2);
    QCOMPARE(chart.readingAt(2), "10 to 15 mm\n2 cases");
    QVERIFY(!chart.binAt({2, 2}));
}

void TestDatasetStatistics::unknownVoxelsAreCountedApart() {
    const SampleProject sample;
    CaseRecord record = sample.sampleCase("a", true, "p");
    record.geometry.size = {10, 10, 10};
    record.geometry.spacingMm = {10, 10, 10};
    record.labelVoxels = {700, 50};
    const LabelScheme scheme = LabelScheme::fromNames({"background", "atrium"});
    QCOMPARE(labelsText(record, scheme), "atrium 50.0 ml");
    QCOMPARE(summaryOf(std::vector<CaseRow>{{record, false}}).partlyLabelled, 0);
    record.unknownVoxels = 250;
    QCOMPARE(labelsText(record, scheme), "at least atrium 50.0 ml; 25 % unknown");
    QCOMPARE(summaryOf(std::vector<CaseRow>{{record, false}}).partlyLabelled, 1);
    record.labelVoxels = {750, 0};
    QCOMPARE(labelsText(record, scheme), "25 % unknown");
    record.unknownVoxels = 3;
    QCOMPARE(labelsText(record, scheme), "0.3 % unknown");
    record.geometry.size = {100, 100, 10};
    QCOMPARE(labelsText(record, scheme), "0.1 % unknown");  // never none
    record.unknownVoxels = 99'999;
    QCOMPARE(labelsText(record, scheme), "99.9 % unknown");
    record.unknownVoxels = 100'000;
    QVERIFY(labelsText(record, scheme).startsWith("100"));
}

QTEST_MAIN(TestDatasetStatistics)
#include "tst_dataset_statistics.moc"
