#include "core/reliability/boundary_depth.h"
#include "core/volume/unknown_class.h"

#include <QtTest>
#include <cmath>

using namespace tandem;

namespace {

LabelVolume labelOf(const Geometry& grid,
                    const std::function<std::uint8_t(std::int64_t, std::int64_t, std::int64_t)>& at) {
    std::vector<std::uint8_t> voxels;
    for (std::int64_t z = 0; z < grid.size[2]; ++z) {
        for (std::int64_t y = 0; y < grid.size[1]; ++y) {
            for (std::int64_t x = 0; x < grid.size[0]; ++x) {
                voxels.push_back(at(x, y, z));
            }
        }
    }
    return {grid, std::move(voxels)};
}

}  // namespace

class TestBoundaryDepth : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void measuresFromASlab();
    void slabsMakeTheWhole_data();
    void slabsMakeTheWhole();
    void withoutStructuresAllIsFar();
    void unknownVoxelsBoundNothing();
};

void TestBoundaryDepth::measuresFromASlab() {
    // Structure: x >= 30; its surface is the plane x = 30 (and the volume's border).
    const Geometry grid{.size = {80, 61, 61}, .spacingMm = {0.5, 1, 1}};
    BoundaryDepth depth(labelOf(grid, [](auto x, auto, auto) { return std::uint8_t(x >= 30 ? 1 : 0); }));
    const std::vector<float> slice = depth.ofSlices(30, 1);
    const auto at = [&](std::int64_t x) { return slice[static_cast<std::size_t>(x + 80 * 30)]; };
    QCOMPARE(at(30), 0.0F);
    QCOMPARE(at(29), 0.5F);
    QCOMPARE(at(0), 15.0F);
    QCOMPARE(at(40), 5.0F);
    QCOMPARE(at(54), 12.0F);
}

void TestBoundaryDepth::slabsMakeTheWhole_data() {
    QTest::addColumn<int>("slices");
    QTest::addColumn<std::int64_t>("measuredVoxels");
    for (const std::int64_t measured : {0, 9'000, 1'000'000}) {
        for (const int slices : {1, 3, 7, 50}) {
            QTest::addRow("%d slices, %d voxels ahead", slices, static_cast<int>(measured)) << slices << measured;
        }
    }
}

void TestBoundaryDepth::slabsMakeTheWhole() {
    QFETCH(const int, slices);
    QFETCH(const std::int64_t, measuredVoxels);
    const Geometry grid{.size = {20, 18, 50}, .spacingMm = {1, 1.5, 2.5}};
    const LabelVolume label = labelOf(grid, [](auto x, auto y, auto z) {
        const bool isTube = (x - 10) * (x - 10) + (y - 9) * (y - 9) < 20 && z > 4;
        return std::uint8_t(isTube ? (z > 30 ? 2 : 1) : 0);
    });
    const std::vector<float> whole = BoundaryDepth(label).ofSlices(0, 50);
    BoundaryDepth depth(label, measuredVoxels);
    std::vector<float> joined;
    for (std::int64_t first = 0; first < 50; first += slices) {
        const std::vector<float> part = depth.ofSlices(first, std::min<std::int64_t>(slices, 50 - first));
        joined.insert(joined.end(), part.begin(), part.end());
    }
    QCOMPARE(joined, whole);
    QCOMPARE(depth.ofSlices(3, 2), std::vector<float>(whole.begin() + 3 * 360, whole.begin() + 5 * 360));
    QVERIFY(*std::ranges::max_element(whole) <= static_cast<float>(kDepthMm));
    QVERIFY(*std::ranges::min_element(whole) == 0);
}

void TestBoundaryDepth::withoutStructuresAllIsFar() {
    const Geometry grid{.size = {5, 5, 5}};
    BoundaryDepth depth(LabelVolume(grid, std::vector<std::uint8_t>(125)));
    QCOMPARE(depth.ofSlices(0, 5), std::vector<float>(125, static_cast<float>(kDepthMm)));
}

void TestBoundaryDepth::unknownVoxelsBoundNothing() {
    // A structure from x = 30 on, of which nobody says how it goes on from x = 40.
    const Geometry grid{.size = {80, 21, 21}};
    BoundaryDepth depth(labelOf(grid, [](auto x, auto, auto) {
        return static_cast<std::uint8_t>(x < 30 ? 0 : x < 40 ? 1 : kUnknownClass);
    }));
    const std::vector<float> slice = depth.ofSlices(10, 1);
    const auto at = [&](std::int64_t x) { return slice[static_cast<std::size_t>(x + 80 * 10)]; };
    QCOMPARE(at(30), 0.0F);
    QCOMPARE(at(39), 9.0F);
    QCOMPARE(at(45), std::min(static_cast<float>(kDepthMm), std::hypot(6.0F, 10.0F)));  // to the volume's border
}

QTEST_APPLESS_MAIN(TestBoundaryDepth)
#include "tst_boundary_depth.moc"
