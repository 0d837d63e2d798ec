#include "core/volume/box_grid.h"

#include <QtTest>
#include <algorithm>
#include <vector>

using namespace tandem;

class TestBoxGrid : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyVoxelIsInOneBox_data() {
        QTest::addColumn<Geometry>("grid");
        QTest::addColumn<double>("extentMm");
        QTest::addColumn<qint64>("boxes");
        QTest::newRow("evenly") << Geometry{.size = {40, 20, 60}} << 20.0 << qint64{2 * 1 * 3};
        QTest::newRow("no rest of one voxel") << Geometry{.size = {41, 29, 61}} << 20.0 << qint64{2 * 1 * 3};
        QTest::newRow("more than half an extent more") << Geometry{.size = {51, 31, 69}} << 20.0 << qint64{3 * 2 * 3};
        QTest::newRow("thick slices") << Geometry{.size = {50, 50, 9}, .spacingMm = {1, 1, 7}} << 20.0
                                      << qint64{3 * 3 * 3};
        QTest::newRow("voxels larger than boxes")
            << Geometry{.size = {3, 4, 2}, .spacingMm = {30, 50, 1e9}} << 20.0 << qint64{3 * 4 * 2};
        QTest::newRow("uncut") << Geometry{.size = {300, 7, 9}} << 0.0 << qint64{1};
    }
    void everyVoxelIsInOneBox() {
        QFETCH(const Geometry, grid);
        QFETCH(const double, extentMm);
        QFETCH(const qint64, boxes);
        const BoxGrid cut(grid, extentMm);
        QCOMPARE(cut.count(), boxes);
        std::vector<int> times(static_cast<std::size_t>(grid.voxelCount()));
        for (std::int64_t number = 0; number < cut.count(); ++number) {
            const Box box = cut.box(number);
            for (std::size_t axis = 0; axis < 3; ++axis) {
                QVERIFY(box.size[axis] > 0);
                QVERIFY(cut.beginsAt(axis, box.first[axis]));
                QVERIFY(box.size[axis] == 1 || !cut.beginsAt(axis, box.first[axis] + box.size[axis] - 1));
            }
            for (std::int64_t z = box.first[2]; z < box.first[2] + box.size[2]; ++z) {
                for (std::int64_t y = box.first[1]; y < box.first[1] + box.size[1]; ++y) {
                    for (std::int64_t x = box.first[0]; x < box.first[0] + box.size[0]; ++x) {
                        ++times[static_cast<std::size_t>(x + grid.size[0] * (y + grid.size[1] * z))];
                        QCOMPARE(cut.numberAt({x, y, z}), number);
                    }
                }
            }
        }
        QVERIFY(std::ranges::all_of(times, [](int count) { return count == 1; }));
    }

    void boxesDifferByAVoxelAtMost() {
        const BoxGrid cut({.size = {173, 1, 1}, .spacingMm = {0.9, 1, 1}}, 20);
        QCOMPARE(cut.count(), 8);  // 155.7 mm
        for (std::int64_t number = 0; number < cut.count(); ++number) {
            const std::int64_t voxels = cut.box(number).size[0];
            QVERIFY(voxels == 21 || voxels == 22);
        }
    }
};

QTEST_APPLESS_MAIN(TestBoxGrid)
#include "tst_box_grid.moc"
