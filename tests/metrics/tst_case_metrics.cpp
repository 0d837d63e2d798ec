#include "core/metrics/case_metrics.h"
#include "tests/core/expect_error.h"
#include "tests/metrics/label_grids.h"

#include <QtTest>
#include <algorithm>

using namespace tandem;

class TestCaseMetrics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesEveryStructureOnce();
    void needsNoGeometryButTheGrids();
    void refusesOtherGrids();
};

void TestCaseMetrics::givesEveryStructureOnce() {
    const Geometry grid = gridOf({12, 12, 12}, {1, 1, 2});
    const auto metrics =
        evaluateCase(boxLabel(grid, {1, 1, 1}, {4, 4, 4}, 2), boxLabel(grid, {1, 1, 2}, {4, 4, 5}, 2), 4);
    QCOMPARE(metrics.size(), std::size_t{3});
    QCOMPARE(metrics[0].classIndex, 1);
    QCOMPARE(metrics[0].overlap.dice, 1.0);  // neither has class 1
    QCOMPARE(metrics[0].surface.hd95Mm, std::optional(0.0));
    QCOMPARE(metrics[1].classIndex, 2);
    QCOMPARE(metrics[1].overlap.dice, 0.75);
    QCOMPARE(metrics[1].overlap.predictionMl, 0.128);
    QCOMPARE(metrics[1].surface.hd95Mm, std::optional(2.0));
    QCOMPARE(metrics[2].classIndex, 3);
}

void TestCaseMetrics::needsNoGeometryButTheGrids() {
    Geometry turned = gridOf({12, 12, 12}, {1, 1, 2});
    turned.direction = {{{0, 0, -1}, {1, 0, 0}, {0, -1, 0}}};
    turned.originMm = {7, -3, 100};
    const auto metrics =
        evaluateCase(boxLabel(turned, {1, 1, 1}, {4, 4, 4}), boxLabel(turned, {1, 1, 2}, {4, 4, 5}), 2);
    QCOMPARE(metrics.front().surface.hd95Mm, std::optional(2.0));
}

void TestCaseMetrics::refusesOtherGrids() {
    const Geometry grid = gridOf({4, 4, 4});
    Geometry moved = grid;
    moved.originMm = {1, 0, 0};
    const auto error = errorOf([&] { return evaluateCase(emptyLabel(grid), emptyLabel(moved), 2); });
    QVERIFY(error && error->code() == ErrorCode::InvalidInput);
    QVERIFY(mentions(error, "positions differ"));
}

QTEST_GUILESS_MAIN(TestCaseMetrics)
#include "tst_case_metrics.moc"
