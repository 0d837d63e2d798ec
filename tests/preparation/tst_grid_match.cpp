#include "storage/preparation/grid_match.h"
#include "storage/preparation/target_grid.h"
#include "tests/preparation/sample_volumes.h"

#include <QtTest>

using namespace tandem;

class TestGridMatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsPermutationAndFlip();
    void findsCropAndPadding();
    void refusesOtherGrids_data();
    void refusesOtherGrids();
    void gathersWithOutside();
    void turnsToEveryOrientation_data();
    void turnsToEveryOrientation();
    void resampledGridCoversTheOld_data();
    void resampledGridCoversTheOld();
    void leavesWantedSpacingAlone();
};

void TestGridMatch::findsPermutationAndFlip() {
    const Geometry source = gridOf({4, 5, 6}, {1, 2, 3}, {10, 20, 30}, rotated(20, 30));
    const Geometry target = reoriented(source, "SRA");
    const auto match = matchGrids(target, source);
    QVERIFY(match);
    QCOMPARE(match->sourceAxis, (std::array<std::size_t, 3>{2, 0, 1}));
    QCOMPARE(match->step, (Index3{1, -1, -1}));
    QCOMPARE(match->start, (Index3{3, 4, 0}));
    QVERIFY(staysWithin(*match, target.size, source.size));
}

void TestGridMatch::findsCropAndPadding() {
    const Geometry source = gridOf({10, 10, 10}, {0.7, 0.7, 2}, {-50, 3, 8}, rotated(15, -40));
    const auto inner = matchGrids(cropped(source, {.first = {2, 3, 4}, .size = {5, 6, 6}}), source);
    QCOMPARE(inner.value().start, (Index3{2, 3, 4}));
    QVERIFY(staysWithin(*inner, {5, 6, 6}, source.size));
    const auto beyond = matchGrids(cropped(source, {.first = {-2, 0, 8}, .size = {5, 6, 6}}), source);
    QCOMPARE(beyond.value().start, (Index3{-2, 0, 8}));
    QVERIFY(!staysWithin(*beyond, {5, 6, 6}, source.size));
}

void TestGridMatch::refusesOtherGrids_data() {
    QTest::addColumn<Geometry>("target");
    QTest::newRow("half a voxel away") << gridOf({100, 100, 100}, {1, 1, 1}, {0, 0.5, 0});
    QTest::newRow("wider spacing") << gridOf({100, 100, 100}, {1, 1, 1.01});
    QTest::newRow("spacing that drifts") << gridOf({100, 100, 100}, {1, 1, 1.0001});
    QTest::newRow("double spacing") << gridOf({50, 50, 50}, {2, 2, 2});
    QTest::newRow("turned a little") << gridOf({100, 100, 100}, {1, 1, 1}, {0, 0, 0}, rotated(0.1, 0));
    QTest::newRow("turned half way") << gridOf({100, 100, 100}, {1, 1, 1}, {0, 0, 0}, rotated(45, 0));
}

void TestGridMatch::refusesOtherGrids() {
    QFETCH(const Geometry, target);
    QVERIFY(!matchGrids(target, gridOf({100, 100, 100})));
}

void TestGridMatch::gathersWithOutside() {
    const Geometry source = gridOf({3, 1, 1});
    Geometry target = gridOf({7, 2, 1}, {1, 1, 1}, {4, 0, 0}, {{{-1, 0, 0}, {0, -1, 0}, {0, 0, 1}}});
    const ImageVolume volume(source, std::vector<float>{1, 2, 3});
    const auto match = matchGrids(target, source);
    QCOMPARE(valuesOf(gather(volume, target, match.value(), 9.0F)),
             (std::vector<float>{9, 9, 3, 2, 1, 9, 9, 9, 9, 9, 9, 9, 9, 9}));
    target.originMm = {400, 0, 0};
    QCOMPARE(valuesOf(gather(volume, target, matchGrids(target, source).value(), 9.0F)), std::vector<float>(14, 9.0F));
}

void TestGridMatch::turnsToEveryOrientation_data() {
    QTest::addColumn<std::string>("orientation");
    const std::vector<std::string> pairs{"LR", "PA", "SI"};
    std::array<std::size_t, 3> order{0, 1, 2};
    do {
        for (std::size_t flips = 0; flips < 8; ++flips) {
            std::string letters;
            for (std::size_t axis = 0; axis < 3; ++axis) {
                letters += pairs[order[axis]][(flips >> axis) & 1];
            }
            QTest::newRow(letters.c_str()) << letters;
        }
    } while (std::ranges::next_permutation(order).found);
}

void TestGridMatch::turnsToEveryOrientation() {
    QFETCH(const std::string, orientation);
    const Geometry source = gridOf({4, 5, 6}, {1, 2, 3}, {10, -20, 30}, rotated(35, 25));
    const Geometry turned = reoriented(source, orientation);
    turned.check();
    QCOMPARE(turned.orientation(), orientation);
    QCOMPARE(turned.voxelCount(), source.voxelCount());
    // Every voxel keeps its value and its place in the patient.
    const ImageVolume volume = numbered(source);
    const ImageVolume result = gather(volume, turned, matchGrids(turned, source).value(), 0.0F);
    for (std::int64_t z = 0; z < turned.size[2]; ++z) {
        for (std::int64_t y = 0; y < turned.size[1]; ++y) {
            for (std::int64_t x = 0; x < turned.size[0]; ++x) {
                const Vector3 at = source.indexOf(
                    turned.positionMm({static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)}));
                QCOMPARE(result.at(x, y, z), volume.at(std::llround(at[0]), std::llround(at[1]), std::llround(at[2])));
            }
        }
    }
}

void TestGridMatch::resampledGridCoversTheOld_data() {
    QTest::addColumn<double>("old");
    QTest::addColumn<double>("wanted");
    QTest::addColumn<qint64>("size");
    QTest::addColumn<qint64>("expected");
    QTest::newRow("half") << 1.0 << 0.5 << qint64{10} << qint64{20};
    QTest::newRow("double") << 1.0 << 2.0 << qint64{10} << qint64{5};
    QTest::newRow("double, odd") << 1.0 << 2.0 << qint64{11} << qint64{6};
    QTest::newRow("tenths") << 0.1 << 0.3 << qint64{9} << qint64{3};
    QTest::newRow("CT to 1 mm") << 0.7 << 1.0 << qint64{512} << qint64{359};
    QTest::newRow("one slice") << 5.0 << 8.0 << qint64{1} << qint64{1};
}

void TestGridMatch::resampledGridCoversTheOld() {
    QFETCH(const double, old);
    QFETCH(const double, wanted);
    QFETCH(const qint64, size);
    QFETCH(const qint64, expected);
    const Geometry source = gridOf({3, size, 4}, {1, old, 1}, {5, 6, 7}, rotated(10, 20));
    const Geometry result = resampled(source, {0, wanted, 1});
    QCOMPARE(result.size, (Index3{3, expected, 4}));
    QCOMPARE(result.spacingMm, (Vector3{1, wanted, 1}));
    const auto centre = [](const Geometry& g) {
        return g.positionMm({(static_cast<double>(g.size[0]) - 1) / 2, (static_cast<double>(g.size[1]) - 1) / 2,
                             (static_cast<double>(g.size[2]) - 1) / 2});
    };
    for (std::size_t axis = 0; axis < 3; ++axis) {
        QVERIFY(std::abs(centre(result)[axis] - centre(source)[axis]) < 1e-9);
    }
    QVERIFY(static_cast<double>(expected) * wanted > static_cast<double>(size) * old - 1e-9);
}

void TestGridMatch::leavesWantedSpacingAlone() {
    const Geometry source = gridOf({30, 30, 30}, {1.00001, 1, 2});
    QCOMPARE(resampled(source, {1, 1, 0}), source);
    QCOMPARE(resampled(source, {0, 0, 0}), source);
}

QTEST_GUILESS_MAIN(TestGridMatch)
#include "tst_grid_match.moc"
