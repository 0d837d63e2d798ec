#include "core/metrics/overlap.h"
#include "core/volume/unknown_class.h"
#include "tests/core/expect_error.h"
#include "tests/metrics/label_grids.h"

#include <QtTest>

using namespace tandem;

using Voxels = std::vector<std::uint8_t>;

class TestOverlap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsVoxels_data();
    void countsVoxels();
    void givesVolumesInMillilitres();
    void keepsClassesApart();
    void refusesOtherGrids();
    void refusesUnknownClasses();
    void passesOverUnknownVoxels();
    void refusesAReferenceThatKnowsNothing();
};

void TestOverlap::countsVoxels_data() {
    QTest::addColumn<Voxels>("prediction");
    QTest::addColumn<Voxels>("reference");
    QTest::addColumn<double>("dice");
    QTest::addColumn<double>("jaccard");
    QTest::newRow("equal") << Voxels{0, 1, 1, 0} << Voxels{0, 1, 1, 0} << 1.0 << 1.0;
    QTest::newRow("one of two and three") << Voxels{1, 1, 0, 0} << Voxels{0, 1, 1, 1} << 0.4 << 0.25;
    QTest::newRow("apart") << Voxels{1, 0, 0, 0} << Voxels{0, 0, 0, 1} << 0.0 << 0.0;
    QTest::newRow("both empty") << Voxels{0, 0, 0, 0} << Voxels{0, 0, 0, 0} << 1.0 << 1.0;
    QTest::newRow("prediction empty") << Voxels{0, 0, 0, 0} << Voxels{0, 1, 0, 0} << 0.0 << 0.0;
    QTest::newRow("reference empty") << Voxels{1, 0, 0, 0} << Voxels{0, 0, 0, 0} << 0.0 << 0.0;
}

void TestOverlap::countsVoxels() {
    QFETCH(const Voxels, prediction);
    QFETCH(const Voxels, reference);
    const auto overlaps = measureOverlap(rowOf(prediction), rowOf(reference), 2);
    QTEST(overlaps.at(1).dice, "dice");
    QTEST(overlaps.at(1).jaccard, "jaccard");
}

void TestOverlap::givesVolumesInMillilitres() {
    const Geometry grid = gridOf({10, 10, 10}, {2, 2.5, 4});
    const auto overlaps = measureOverlap(boxLabel(grid, {0, 0, 0}, {9, 9, 4}), boxLabel(grid, {0, 0, 0}, {4, 4, 3}), 2);
    QCOMPARE(overlaps.at(1).predictionMl, 10.0);  // 500 voxels of 20 mm³
    QCOMPARE(overlaps.at(1).referenceMl, 2.0);    // 100
    QCOMPARE(overlaps.at(0).predictionMl, 10.0);
    QCOMPARE(overlaps.at(0).referenceMl, 18.0);
}

void TestOverlap::keepsClassesApart() {
    const auto overlaps = measureOverlap(rowOf(Voxels{0, 1, 1, 2, 2, 3}), rowOf(Voxels{0, 1, 2, 2, 2, 2}), 5);
    QCOMPARE(overlaps.size(), std::size_t{5});
    QCOMPARE(overlaps.at(0).dice, 1.0);
    QCOMPARE(overlaps.at(1).dice, 2.0 / 3);
    QCOMPARE(overlaps.at(2).dice, 4.0 / 6);
    QCOMPARE(overlaps.at(2).jaccard, 0.5);
    QCOMPARE(overlaps.at(3).dice, 0.0);
    QCOMPARE(overlaps.at(4).dice, 1.0);
    QCOMPARE(meanDice(rowOf(Voxels{0, 1, 1, 2, 2, 3}), rowOf(Voxels{0, 1, 2, 2, 2, 2}), 5),
             (2.0 / 3 + 4.0 / 6 + 1) / 4);
}

void TestOverlap::refusesOtherGrids() {
    const auto error = errorOf(
        [] { return measureOverlap(emptyLabel(gridOf({4, 4, 4})), emptyLabel(gridOf({4, 4, 4}, {1, 1, 1.5})), 2); });
    QVERIFY(mentions(error, "spacings differ along axis 3"));
    QVERIFY(mentions(errorOf([] { return measureOverlap({}, {}, 2); }), "no voxels"));
}

void TestOverlap::refusesUnknownClasses() {
    const auto error = errorOf([] { return measureOverlap(rowOf(Voxels{0, 7}), rowOf(Voxels{0, 1}), 2); });
    QVERIFY(mentions(error, "prediction holds the class 7"));
}

void TestOverlap::passesOverUnknownVoxels() {
    constexpr std::uint8_t U = kUnknownClass;
    const Voxels prediction{0, 1, 1, 2, 2, 1, 2};
    const Voxels reference{0, 1, U, 2, U, 0, U};
    const auto overlaps = measureOverlap(rowOf(prediction), rowOf(reference), 3);
    const auto known = measureOverlap(rowOf(Voxels{0, 1, 2, 1}), rowOf(Voxels{0, 1, 2, 0}), 3);
    for (std::size_t index = 0; index < 3; ++index) {
        QCOMPARE(overlaps.at(index).dice, known.at(index).dice);
        QCOMPARE(overlaps.at(index).jaccard, known.at(index).jaccard);
        QCOMPARE(overlaps.at(index).predictionMl, known.at(index).predictionMl);
        QCOMPARE(overlaps.at(index).referenceMl, known.at(index).referenceMl);
    }
    QCOMPARE(overlaps.at(1).dice, 2.0 / 3);
    QVERIFY(mentions(errorOf([&] { return measureOverlap(rowOf(reference), rowOf(prediction), 3); }), "class 255"));
}

void TestOverlap::refusesAReferenceThatKnowsNothing() {
    const Voxels unknown(4, kUnknownClass);
    QVERIFY(mentions(errorOf([&] { return measureOverlap(rowOf(Voxels{0, 1, 1, 0}), rowOf(unknown), 2); }),
                     "knows the class of no voxel"));
}

QTEST_GUILESS_MAIN(TestOverlap)
#include "tst_overlap.moc"
