#include "core/correction/polygon_fill.h"
#include "tests/correction/voxel_sets.h"

#include <QtTest>
#include <cmath>
#include <numbers>
#include <random>

using namespace tandem;

Q_DECLARE_METATYPE(std::vector<tandem::Vector3>)

namespace {

const Geometry kGrid = gridOf({21, 17, 13}, {0.7, 0.9, 2.5});

/// A corner of a slice, whose place along its axis says nothing.
Vector3 cornerOf(std::size_t through, double column, double row) {
    switch (through) {
        case 0:
            return {-77, column, row};
        case 1:
            return {column, 1e9, row};
        default:
            return {column, row, 0.3};
    }
}

std::array<double, 2> pixelOf(std::size_t through, const Vector3& place) {
    return {place[through == 0 ? 1 : 0], place[through == 2 ? 1 : 2]};
}

/// How often a ray to the right crosses the polygon.
bool isInside(std::size_t through, const std::vector<Vector3>& corners, const Index3& voxel) {
    const auto [x, y] =
        pixelOf(through, {static_cast<double>(voxel[0]), static_cast<double>(voxel[1]), static_cast<double>(voxel[2])});
    bool isIn = false;
    for (std::size_t at = 0; at < corners.size(); ++at) {
        const auto [ax, ay] = pixelOf(through, corners[at]);
        const auto [bx, by] = pixelOf(through, corners[(at + 1) % corners.size()]);
        if ((ay > y) != (by > y) && x < ax + (y - ay) * (bx - ax) / (by - ay)) {
            isIn = !isIn;
        }
    }
    return isIn;
}

/// Five corners of a star that is drawn in one stroke.
std::vector<Vector3> pentagram(std::size_t through, double column, double row, double radius) {
    std::vector<Vector3> corners;
    for (int corner = 0; corner < 5; ++corner) {
        const double angle = 4 * std::numbers::pi * corner / 5;
        corners.push_back(cornerOf(through, column + radius * std::sin(angle), row - radius * std::cos(angle)));
    }
    return corners;
}

}  // namespace

class TestPolygonFill : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isWhatARayCounts_data() {
        QTest::addColumn<int>("through");
        QTest::addColumn<int>("corners");
        for (int through = 0; through < 3; ++through) {
            for (const int corners : {3, 4, 5, 9, 40, 300}) {
                QTest::addRow("axis %d, %d corners", through, corners) << through << corners;
            }
        }
    }
    void isWhatARayCounts() {
        QFETCH(const int, through);
        QFETCH(const int, corners);
        const auto axis = static_cast<std::size_t>(through);
        std::mt19937 random(static_cast<unsigned>(corners));
        std::uniform_real_distribution<double> place(-6, 24);  // beyond every border
        for (std::int64_t slice = 0; slice < kGrid.size[axis]; slice += 4) {
            std::vector<Vector3> polygon;
            for (int corner = 0; corner < corners; ++corner) {
                polygon.push_back(cornerOf(axis, place(random), place(random)));
            }
            const VoxelRuns runs = voxelsInPolygon(kGrid, axis, slice, polygon);
            QCOMPARE(faultOf(kGrid, runs), std::string());
            QCOMPARE(setOf(runs), setWhere(kGrid, [&](const Index3& voxel) {
                         return voxel[axis] == slice && isInside(axis, polygon, voxel);
                     }));
        }
    }

    void knownShapes_data() {
        QTest::addColumn<std::vector<Vector3>>("corners");
        QTest::addColumn<int>("voxels");
        const auto polygon = [](std::initializer_list<std::array<double, 2>> points) {
            std::vector<Vector3> corners;
            for (const auto& [column, row] : points) {
                corners.push_back(cornerOf(2, column, row));
            }
            return corners;
        };
        QTest::newRow("rectangle") << polygon({{1.5, 2.5}, {6.5, 2.5}, {6.5, 5.5}, {1.5, 5.5}}) << 5 * 3;
        QTest::newRow("the other way round") << polygon({{1.5, 5.5}, {6.5, 5.5}, {6.5, 2.5}, {1.5, 2.5}}) << 5 * 3;
        QTest::newRow("within a pixel") << polygon({{2.2, 2.2}, {2.8, 2.2}, {2.5, 2.8}}) << 0;
        QTest::newRow("around one centre") << polygon({{2.7, 2.9}, {3.3, 2.9}, {3, 3.4}}) << 1;
        QTest::newRow("triangle") << polygon({{-0.5, -0.25}, {9.5, -0.25}, {-0.5, 9.75}}) << 55;
        QTest::newRow("around all") << polygon({{-9, -9}, {99, -9}, {99, 99}, {-9, 99}}) << 21 * 17;
        QTest::newRow("two loops") << polygon({{0.5, 0.5}, {6.5, 5.5}, {6.5, 0.5}, {0.5, 5.5}}) << 18;
        QTest::newRow("walked twice is out")
            << polygon({{1.5, 2.5}, {6.5, 2.5}, {6.5, 5.5}, {1.5, 5.5}, {1.5, 2.5}, {6.5, 2.5}, {6.5, 5.5}, {1.5, 5.5}})
            << 0;
        QTest::newRow("none") << polygon({}) << 0;
        QTest::newRow("a point") << polygon({{3, 3}}) << 0;
        QTest::newRow("a line") << polygon({{1, 1}, {9, 9}}) << 0;
        QTest::newRow("beyond") << polygon({{30, 3}, {40, 3}, {40, 9}}) << 0;
    }
    void knownShapes() {
        QFETCH(const std::vector<Vector3>, corners);
        QFETCH(const int, voxels);
        QCOMPARE(voxelCount(voxelsInPolygon(kGrid, 2, 4, corners)), voxels);
    }

    void theMiddleOfAStarIsOut() {
        const Geometry grid = gridOf({41, 41, 41});
        for (std::size_t through = 0; through < 3; ++through) {
            const std::vector<Vector3> corners = pentagram(through, 20.1, 20.2, 19);
            const VoxelSet star = setOf(voxelsInPolygon(grid, through, 7, corners));
            const auto isIn = [&](double column, double row) {
                Vector3 place = cornerOf(through, column, row);
                place[through] = 7;
                return std::ranges::binary_search(
                    star, flatOf(grid, {std::llround(place[0]), std::llround(place[1]), std::llround(place[2])}));
            };
            QVERIFY(!isIn(20, 20));
            QVERIFY(isIn(20, 5));
            QVERIFY(isIn(8, 16));
            QVERIFY(!isIn(20, 33));
        }
    }

    void neighboursShareNoVoxel() {
        // Along centres of voxels.
        const std::vector<Vector3> left{{2, 2, 0}, {8, 2, 0}, {8, 9, 0}, {2, 9, 0}};
        const std::vector<Vector3> right{{8, 2, 0}, {14, 2, 0}, {14, 9, 0}, {8, 9, 0}};
        const VoxelRuns a = voxelsInPolygon(kGrid, 2, 0, left);
        const VoxelRuns b = voxelsInPolygon(kGrid, 2, 0, right);
        QCOMPARE(voxelCount(a) + voxelCount(b), 12 * 7);
        QCOMPARE(voxelCount(united(a, b, kGrid.size[0])), 12 * 7);
    }

    void beyondTheSlicesIsNothing() {
        const std::vector<Vector3> all{{-9, -9, 0}, {99, -9, 0}, {99, 99, 0}, {-9, 99, 0}};
        QVERIFY(voxelsInPolygon(kGrid, 2, -1, all).empty());
        QVERIFY(voxelsInPolygon(kGrid, 2, 13, all).empty());
        QCOMPARE(voxelCount(voxelsInPolygon(gridOf({21, 17, 1}), 2, 0, all)), 21 * 17);
    }
};

QTEST_APPLESS_MAIN(TestPolygonFill)
#include "tst_polygon_fill.moc"
