#include "core/correction/brush.h"
#include "tests/correction/voxel_sets.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace tandem;

Q_DECLARE_METATYPE(tandem::Brush)
Q_DECLARE_METATYPE(tandem::Vector3)

namespace {

constexpr Index3 kSize{18, 14, 9};

/// Along the axes that a brush looks at.
bool looksAt(const Brush& brush, std::size_t axis) {
    return brush.shape == BrushShape::Ball || axis != brush.through;
}

double distanceMm(const Geometry& grid, const Vector3& a, const Vector3& b) {
    double squared = 0;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        squared += std::pow((a[axis] - b[axis]) * grid.spacingMm[axis], 2);
    }
    return std::sqrt(squared);
}

/// By looking for the nearest place of the way: its distance falls, then rises.
double distanceToWayMm(const Geometry& grid, const Vector3& voxel, const Vector3& from, const Vector3& to) {
    double low = 0;
    double high = 1;
    const auto at = [&](double part) {
        return distanceMm(grid, voxel,
                          {from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1]),
                           from[2] + part * (to[2] - from[2])});
    };
    for (int step = 0; step < 60; ++step) {
        const double third = (high - low) / 3;
        (at(low + third) < at(high - third) ? high : low) =
            at(low + third) < at(high - third) ? high - third : low + third;
    }
    return std::min({at(low), at(0), at(1)});
}

/// Whether the way stays in the voxel for a while, or begins or ends there.
bool standsOn(const Vector3& voxel, const Vector3& from, const Vector3& to) {
    const auto isAt = [&](const Vector3& place) {
        return std::ranges::equal(voxel, place, {}, {}, [](double index) { return std::floor(index + 0.5); });
    };
    double enter = 0;
    double leave = 1;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double way = to[axis] - from[axis];
        if (way == 0) {
            if (std::floor(from[axis] + 0.5) != voxel[axis]) {
                return false;
            }
            continue;
        }
        const double a = (voxel[axis] - 0.5 - from[axis]) / way;
        const double b = (voxel[axis] + 0.5 - from[axis]) / way;
        enter = std::max(enter, std::min(a, b));
        leave = std::min(leave, std::max(a, b));
    }
    return isAt(from) || isAt(to) || leave - enter > 1e-9;
}

VoxelSet byTheRule(const Geometry& grid, const Brush& brush, const Vector3& from, const Vector3& to) {
    return setWhere(grid, [&](const Index3& voxel) {
        const Vector3 middle{static_cast<double>(voxel[0]), static_cast<double>(voxel[1]),
                             static_cast<double>(voxel[2])};
        if (!looksAt(brush, brush.through) && middle[brush.through] != from[brush.through]) {
            return false;
        }
        return distanceToWayMm(grid, middle, from, to) <= brush.radiusMm * (1 + 1e-9) || standsOn(middle, from, to);
    });
}

}  // namespace

class TestBrush : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isWhatItsCentresSay_data() {
        QTest::addColumn<Vector3>("spacingMm");
        QTest::addColumn<Brush>("brush");
        QTest::addColumn<Vector3>("from");
        QTest::addColumn<Vector3>("to");
        const std::vector<std::pair<const char*, std::pair<Vector3, Vector3>>> ways{
            {"at a point", {{10.2, 8.4, 5}, {10.2, 8.4, 5}}},
            {"along the first axis", {{4, 8.3, 5}, {17.6, 8.3, 5}}},
            {"along the second axis", {{11.1, 14, 5}, {11.1, 3, 5}}},
            {"along the third axis", {{11, 9, 2}, {11, 9, 8}}},
            {"across", {{3.3, 4.1, 2}, {18.2, 13.7, 8}}},
            {"nearly along the first axis", {{3, 8, 5}, {19, 8.0001, 5}}},
            {"over a border", {{15, 12, 5}, {31, 27, 13}}},
            {"past a corner", {{-8, 6, 5}, {9, -7, 5}}},
            {"beyond", {{40, 40, 30}, {50, 45, 31}}},
        };
        const std::vector<Vector3> spacings{{1, 1, 1}, {0.7, 0.7, 1}, {0.9, 1.3, 4}};
        for (const Vector3& spacingMm : spacings) {
            for (const double radiusMm : {0.0, 0.3, 1.1, 3.7}) {
                for (const auto& [name, way] : ways) {
                    for (std::size_t axis = 0; axis < 4; ++axis) {
                        const Brush brush{axis == 3 ? BrushShape::Ball : BrushShape::Disc, radiusMm, axis % 3};
                        Vector3 from = way.first;
                        Vector3 to = way.second;
                        if (axis < 3) {
                            from[axis] = to[axis] = std::round(from[axis]);
                        }
                        QTest::addRow("%s of %.1f mm, %s, spacing %.1f %.1f %.1f",
                                      axis == 3 ? "ball" : ("disc of axis " + std::to_string(axis)).c_str(), radiusMm,
                                      name, spacingMm[0], spacingMm[1], spacingMm[2])
                            << spacingMm << brush << from << to;
                    }
                }
            }
        }
    }
    void isWhatItsCentresSay() {
        QFETCH(const Vector3, spacingMm);
        QFETCH(const Brush, brush);
        QFETCH(const Vector3, from);
        QFETCH(const Vector3, to);
        const Geometry grid = gridOf(kSize, spacingMm);
        const VoxelRuns runs = brushedVoxels(grid, brush, from, to);
        QCOMPARE(faultOf(grid, runs), std::string());
        QCOMPARE(setOf(runs), byTheRule(grid, brush, from, to));
        QCOMPARE(setOf(brushedVoxels(grid, brush, to, from)), setOf(runs));
    }

    void knownSizes_data() {
        QTest::addColumn<Brush>("brush");
        QTest::addColumn<int>("voxels");
        QTest::newRow("ball of 1") << Brush{BrushShape::Ball, 1, 2} << 7;
        QTest::newRow("ball to the edges' middles") << Brush{BrushShape::Ball, 1.42, 2} << 19;
        QTest::newRow("ball to the corners") << Brush{BrushShape::Ball, 1.74, 2} << 27;
        for (std::size_t through = 0; through < 3; ++through) {
            QTest::addRow("disc of 1, axis %d", static_cast<int>(through)) << Brush{BrushShape::Disc, 1, through} << 5;
            QTest::addRow("disc of 5, axis %d", static_cast<int>(through)) << Brush{BrushShape::Disc, 5, through} << 81;
        }
    }
    void knownSizes() {
        QFETCH(const Brush, brush);
        QFETCH(const int, voxels);
        const Vector3 place{10, 10, 10};
        QCOMPARE(voxelCount(brushedVoxels(gridOf({21, 21, 21}), brush, place, place)), voxels);
    }

    // 3 x 0.1 mm is a little more than 0.3 mm, as the computer reckons.
    void edgesCountWhereverTheBrushStands() {
        const Geometry grid = gridOf({64, 1, 1}, {0.1, 0.1, 0.1});
        for (double at = 3; at < 61; ++at) {
            const VoxelRuns runs = brushedVoxels(grid, {BrushShape::Ball, 0.3, 2}, {at, 0, 0}, {at, 0, 0});
            QCOMPARE(runs, (VoxelRuns{{static_cast<std::int64_t>(at) - 3, 7}}));
        }
    }

    void aThinBrushStandsOnAVoxel() {
        const Geometry grid = gridOf({20, 20, 20});
        const Vector3 nearCorner{10.49, 8.51, 5.49};  // farther from every centre than both brushes reach
        for (const Brush& brush : {Brush{BrushShape::Disc, 0.65, 2}, Brush{BrushShape::Ball, 0.8, 2}}) {
            Vector3 place = nearCorner;
            place[2] = brush.shape == BrushShape::Disc ? 5 : nearCorner[2];
            QCOMPARE(setOf(brushedVoxels(grid, brush, place, place)), (VoxelSet{flatOf(grid, {10, 9, 5})}));
        }
        // Right between two voxels it stands on the upper one.
        QCOMPARE(brushedVoxels(grid, {BrushShape::Ball, 0, 2}, {2, 0, 0}, {4.5, 0, 0}), (VoxelRuns{{2, 4}}));
        QCOMPARE(brushedVoxels(grid, {BrushShape::Ball, 0, 2}, {4.5, 0, 0}, {2, 0, 0}), (VoxelRuns{{2, 4}}));
    }

    void aThinBrushLeavesNoGaps() {
        const Geometry grid = gridOf({40, 40, 1}, {1, 1, 5});
        const VoxelSet set = setOf(brushedVoxels(grid, {BrushShape::Disc, 0.05, 2}, {1, 2, 0}, {37, 21, 0}));
        QCOMPARE(set.front(), flatOf(grid, {1, 2, 0}));
        QCOMPARE(set.back(), flatOf(grid, {37, 21, 0}));
        // Over sides of pixels: as many steps as columns and rows.
        QCOMPARE(set.size(), static_cast<std::size_t>(36 + 19 + 1));
    }

    void aStrokeIsItsParts() {
        const Geometry grid = gridOf(kSize, {0.7, 0.9, 2});
        const Vector3 from{2, 3, 1};
        const Vector3 middle{9, 8, 4};
        const Vector3 to{16, 13, 7};
        const Brush ball{BrushShape::Ball, 2.6, 2};
        QCOMPARE(united(brushedVoxels(grid, ball, from, middle), brushedVoxels(grid, ball, middle, to), kSize[0]),
                 brushedVoxels(grid, ball, from, to));
    }

    void aDiscStaysInItsSlice() {
        const Geometry grid = gridOf(kSize);
        const Brush disc{BrushShape::Disc, 3, 2};
        QCOMPARE(setOf(brushedVoxels(grid, disc, {5, 5, 4}, {9, 5, 4})),
                 setOf(brushedVoxels(grid, disc, {5, 5, 4}, {9, 5, 7})));
        QVERIFY(brushedVoxels(grid, disc, {5, 5, -1}, {5, 5, -1}).empty());
        QVERIFY(brushedVoxels(grid, disc, {5, 5, 11}, {5, 5, 11}).empty());
    }

    void fillsGridsOfOneSlice() {
        for (std::size_t axis = 0; axis < 3; ++axis) {
            Index3 size{9, 9, 9};
            size[axis] = 1;
            Vector3 place{4, 4, 4};
            place[axis] = 0;
            const Geometry grid = gridOf(size, {1, 1, 1});
            QCOMPARE(voxelCount(brushedVoxels(grid, {BrushShape::Ball, 2, 2}, place, place)), 13);
            QCOMPARE(voxelCount(brushedVoxels(grid, {BrushShape::Disc, 2, axis}, place, place)), 13);
            QCOMPARE(voxelCount(brushedVoxels(grid, {BrushShape::Ball, 1e6, 2}, place, place)), 81);
        }
    }

    void staysWithinTheGrid() {
        std::mt19937 random(18);
        const auto between = [&](double low, double high) { return std::uniform_real_distribution(low, high)(random); };
        for (int round = 0; round < 400; ++round) {
            const Geometry grid = gridOf({1 + round % 13, 1 + round % 7, 1 + round % 5},
                                         {between(0.3, 3), between(0.3, 3), between(0.3, 6)});
            const Brush brush{round % 2 == 0 ? BrushShape::Ball : BrushShape::Disc, between(0, 6),
                              static_cast<std::size_t>(round % 3)};
            Vector3 from{between(-9, 22), between(-9, 16), between(-9, 14)};
            Vector3 to{between(-9, 22), between(-9, 16), between(-9, 14)};
            if (brush.shape == BrushShape::Disc) {
                from[brush.through] = to[brush.through] = std::round(from[brush.through]);
            }
            const VoxelRuns runs = brushedVoxels(grid, brush, from, to);
            QCOMPARE(faultOf(grid, runs), std::string());
            QCOMPARE(setOf(runs), byTheRule(grid, brush, from, to));
        }
    }
};

QTEST_APPLESS_MAIN(TestBrush)
#include "tst_brush.moc"
