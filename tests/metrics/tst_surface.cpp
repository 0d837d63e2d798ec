#include "core/metrics/surface.h"
#include "core/volume/unknown_class.h"
#include "tests/core/expect_error.h"
#include "tests/metrics/label_grids.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

using namespace tandem;

namespace {

using Points = std::vector<Vector3>;

/// Straight from the definition, voxel by voxel.
Points surfacePoints(const LabelVolume& labels) {
    const Geometry& g = labels.geometry();
    const auto holds = [&](std::int64_t x, std::int64_t y, std::int64_t z) {
        return x >= 0 && y >= 0 && z >= 0 && x < g.size[0] && y < g.size[1] && z < g.size[2] && labels.at(x, y, z) == 1;
    };
    Points points;
    for (std::int64_t z = 0; z < g.size[2]; ++z) {
        for (std::int64_t y = 0; y < g.size[1]; ++y) {
            for (std::int64_t x = 0; x < g.size[0]; ++x) {
                const bool isInner = holds(x - 1, y, z) && holds(x + 1, y, z) && holds(x, y - 1, z) &&
                                     holds(x, y + 1, z) && holds(x, y, z - 1) && holds(x, y, z + 1);
                if (holds(x, y, z) && !isInner) {
                    points.push_back({static_cast<double>(x) * g.spacingMm[0], static_cast<double>(y) * g.spacingMm[1],
                                      static_cast<double>(z) * g.spacingMm[2]});
                }
            }
        }
    }
    return points;
}

std::vector<double> nearest(const Points& from, const Points& to) {
    std::vector<double> distances;
    for (const Vector3& a : from) {
        double best = INFINITY;
        for (const Vector3& b : to) {
            best = std::min(best, std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]));
        }
        distances.push_back(best);
    }
    return distances;
}

double mean(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) {
        sum += value;
    }
    return sum / static_cast<double>(values.size());
}

double percentile95(std::vector<double> values) {
    std::ranges::sort(values);
    const double rank = 0.95 * static_cast<double>(values.size() - 1);
    const auto low = static_cast<std::size_t>(rank);
    const std::size_t high = std::min(low + 1, values.size() - 1);
    return values[low] + (rank - static_cast<double>(low)) * (values[high] - values[low]);
}

bool isClose(double a, double b) {
    return std::abs(a - b) < 1e-9;
}

LabelVolume randomBlobs(const Geometry& geometry, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<std::uint8_t> voxels(static_cast<std::size_t>(geometry.voxelCount()));
    std::ranges::generate(voxels, [&] { return static_cast<std::uint8_t>(random() % 10 < 7 ? 1 : 0); });
    return {geometry, std::move(voxels)};
}

}  // namespace

class TestSurface : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void measuresShiftedPlanes_data();
    void measuresShiftedPlanes();
    void agreesWithTheDefinition_data();
    void agreesWithTheDefinition();
    void definesEmptyMasks();
    void takesTheGridsBorderForSurface();
    void looksAtOneClassOnly();
    void aSliceAmongUnknownOnesIsNoSurface();
    void unknownVoxelsOfThePredictionAreNotJudged();
    void withoutAKnownSurfaceNothingIsMeasured();
    void refusesOtherGrids();
};

void TestSurface::measuresShiftedPlanes_data() {
    QTest::addColumn<Vector3>("spacing");
    QTest::addColumn<int>("axis");
    QTest::addColumn<double>("distance");
    QTest::newRow("x") << Vector3{0.5, 1, 2} << 0 << 1.5;
    QTest::newRow("y") << Vector3{0.5, 1, 2} << 1 << 3.0;
    QTest::newRow("z") << Vector3{0.5, 1, 2} << 2 << 6.0;
}

void TestSurface::measuresShiftedPlanes() {
    QFETCH(const Vector3, spacing);
    QFETCH(const int, axis);
    QFETCH(const double, distance);
    const Geometry grid = gridOf({9, 9, 9}, spacing);
    Index3 first{1, 1, 1};
    Index3 last{7, 7, 7};
    first[static_cast<std::size_t>(axis)] = last[static_cast<std::size_t>(axis)] = 2;
    Index3 shiftedFirst = first;
    Index3 shiftedLast = last;
    shiftedFirst[static_cast<std::size_t>(axis)] = shiftedLast[static_cast<std::size_t>(axis)] = 5;
    const auto distances = measureSurface(boxLabel(grid, first, last), boxLabel(grid, shiftedFirst, shiftedLast), 1);
    QCOMPARE(distances.hd95Mm.value(), distance);
    QCOMPARE(distances.asdMm.value(), distance);
    QCOMPARE(distances.assdMm.value(), distance);
}

void TestSurface::agreesWithTheDefinition_data() {
    QTest::addColumn<LabelVolume>("prediction");
    QTest::addColumn<LabelVolume>("reference");
    const Geometry grid = gridOf({17, 14, 11}, {0.7, 1.1, 2.3});
    QTest::newRow("two boxes") << boxLabel(grid, {2, 3, 1}, {9, 12, 6}) << boxLabel(grid, {5, 2, 4}, {15, 9, 9});
    QTest::newRow("box within box") << boxLabel(grid, {6, 6, 5}, {8, 7, 5}) << boxLabel(grid, {1, 1, 1}, {15, 12, 9});
    QTest::newRow("one voxel each") << boxLabel(grid, {0, 0, 0}, {0, 0, 0})
                                    << boxLabel(grid, {16, 13, 10}, {16, 13, 10});
    QTest::newRow("whole grid") << boxLabel(grid, {0, 0, 0}, {16, 13, 10}) << boxLabel(grid, {3, 3, 3}, {9, 9, 9});
    QTest::newRow("noise") << randomBlobs(grid, 1) << boxLabel(grid, {4, 4, 4}, {8, 8, 8});
    QTest::newRow("noise both") << randomBlobs(grid, 2) << randomBlobs(grid, 3);
}

void TestSurface::agreesWithTheDefinition() {
    QFETCH(const LabelVolume, prediction);
    QFETCH(const LabelVolume, reference);
    const Points p = surfacePoints(prediction);
    const Points r = surfacePoints(reference);
    std::vector<double> there = nearest(p, r);
    const std::vector<double> back = nearest(r, p);
    const auto distances = measureSurface(prediction, reference, 1);
    QVERIFY(isClose(distances.asdMm.value(), mean(there)));
    there.insert(there.end(), back.begin(), back.end());
    QVERIFY(isClose(distances.assdMm.value(), mean(there)));
    QVERIFY(isClose(distances.hd95Mm.value(), percentile95(there)));
}

void TestSurface::definesEmptyMasks() {
    const Geometry grid = gridOf({5, 5, 5});
    const LabelVolume empty = emptyLabel(grid);
    const LabelVolume box = boxLabel(grid, {1, 1, 1}, {3, 3, 3});
    const auto bothEmpty = measureSurface(empty, empty, 1);
    QCOMPARE(bothEmpty.hd95Mm, std::optional(0.0));
    QCOMPARE(bothEmpty.asdMm, std::optional(0.0));
    QCOMPARE(bothEmpty.assdMm, std::optional(0.0));
    for (const auto& distances : {measureSurface(empty, box, 1), measureSurface(box, empty, 1)}) {
        QVERIFY(!distances.hd95Mm && !distances.asdMm && !distances.assdMm);
    }
}

void TestSurface::takesTheGridsBorderForSurface() {
    // Two slabs that fill the grid's height: their outer layers are surface at the border, and coincide.
    const Geometry grid = gridOf({3, 3, 10});
    const auto distances =
        measureSurface(boxLabel(grid, {0, 0, 0}, {2, 2, 9}), boxLabel(grid, {0, 0, 0}, {2, 2, 9}), 1);
    QCOMPARE(distances.hd95Mm.value(), 0.0);
    const auto shorter = measureSurface(boxLabel(grid, {0, 0, 0}, {2, 2, 9}), boxLabel(grid, {0, 0, 0}, {2, 2, 7}), 1);
    // Prediction: 9 voxels on each end and 8 around in the 8 layers between, of which those of layers 8 and 9 (17) are
    // 1 or 2 mm away, and those of layers 0 to 7 coincide with the reference's but for the axis.
    QCOMPARE(shorter.asdMm.value(), (8 * 1.0 + 9 * 2.0) / (9 + 9 + 8 * 8));
}

void TestSurface::looksAtOneClassOnly() {
    const Geometry grid = gridOf({8, 8, 8});
    const LabelVolume one = boxLabel(grid, {1, 1, 1}, {3, 3, 3}, 2);
    QVERIFY(!measureSurface(one, boxLabel(grid, {1, 1, 1}, {3, 3, 3}, 1), 1).hd95Mm);
    QCOMPARE(measureSurface(one, boxLabel(grid, {2, 1, 1}, {4, 3, 3}, 2), 2).hd95Mm.value(), 1.0);
}

void TestSurface::refusesOtherGrids() {
    const auto error =
        errorOf([] { return measureSurface(emptyLabel(gridOf({4, 4, 4})), emptyLabel(gridOf({4, 4, 5})), 1); });
    QVERIFY(mentions(error, "sizes differ"));
}

namespace {

/// The label with all voxels unknown for which isUnknown(x, y, z).
LabelVolume partly(const LabelVolume& label,
                   const std::function<bool(std::int64_t, std::int64_t, std::int64_t)>& isUnknown) {
    std::vector<std::uint8_t> voxels(label.voxels().begin(), label.voxels().end());
    const Index3& size = label.geometry().size;
    std::size_t at = 0;
    for (std::int64_t z = 0; z < size[2]; ++z) {
        for (std::int64_t y = 0; y < size[1]; ++y) {
            for (std::int64_t x = 0; x < size[0]; ++x, ++at) {
                voxels[at] = isUnknown(x, y, z) ? kUnknownClass : voxels[at];
            }
        }
    }
    return {label.geometry(), std::move(voxels)};
}

}  // namespace

void TestSurface::aSliceAmongUnknownOnesIsNoSurface() {
    // A single slice is known. Within it the prediction is a square of one voxel more on every side.
    const Geometry grid = gridOf({12, 12, 9}, {1, 1, 3});
    const LabelVolume reference =
        partly(boxLabel(grid, {3, 3, 1}, {7, 7, 7}), [](auto, auto, auto z) { return z != 4; });
    const LabelVolume prediction = boxLabel(grid, {2, 2, 0}, {8, 8, 8});
    const auto distances = measureSurface(prediction, reference, 1);
    // Of 24 voxels around the square 4 corners are the diagonal of a voxel away from a corner, the others one voxel;
    // the reference's 16 are one voxel away. Were the slice itself a surface, its inner voxels would count, at 0 mm.
    const double there = 20 * 1.0 + 4 * std::sqrt(2.0);
    QVERIFY(isClose(distances.asdMm.value(), there / 24));
    QVERIFY(isClose(distances.assdMm.value(), (there + 16) / 40));
}

void TestSurface::unknownVoxelsOfThePredictionAreNotJudged() {
    const Geometry grid = gridOf({20, 8, 8});
    const LabelVolume whole = boxLabel(grid, {2, 2, 2}, {5, 5, 5});
    const LabelVolume reference = partly(whole, [](auto x, auto, auto) { return x > 10; });
    std::vector<std::uint8_t> voxels(whole.voxels().begin(), whole.voxels().end());
    voxels[16 + 20 * (4 + 8 * 4)] = 1;  // far away, where nobody knows
    const LabelVolume prediction(grid, std::move(voxels));
    QCOMPARE(measureSurface(prediction, reference, 1).hd95Mm.value(), 0.0);
    QCOMPARE(measureSurface(prediction, reference, 1).asdMm.value(), 0.0);
    QVERIFY(measureSurface(prediction, whole, 1).asdMm.value() > 0.1);
}

void TestSurface::withoutAKnownSurfaceNothingIsMeasured() {
    const Geometry grid = gridOf({9, 9, 9});
    const auto isOutside = [](auto x, auto y, auto z) { return x < 3 || x > 5 || y < 3 || y > 5 || z < 3 || z > 5; };
    const LabelVolume inner = partly(boxLabel(grid, {1, 1, 1}, {7, 7, 7}), isOutside);
    QVERIFY(!measureSurface(boxLabel(grid, {3, 3, 3}, {4, 5, 5}), inner, 1).hd95Mm);  // nobody knows where it ends
    const LabelVolume empty = partly(emptyLabel(grid), isOutside);
    QCOMPARE(measureSurface(boxLabel(grid, {0, 0, 0}, {1, 1, 1}), empty, 1).hd95Mm.value(), 0.0);  // both are empty
    QVERIFY(!measureSurface(boxLabel(grid, {4, 4, 4}, {4, 4, 4}), empty, 1).hd95Mm);
}

QTEST_GUILESS_MAIN(TestSurface)
#include "tst_surface.moc"
