#include "core/volume/lattice.h"

#include <QtTest>
#include <numeric>

using namespace tandem;

namespace {

/// Every voxel has a value of its own, from 1.
RawLabelVolume numbered(const Geometry& grid) {
    std::vector<std::int32_t> values(static_cast<std::size_t>(grid.voxelCount()));
    std::iota(values.begin(), values.end(), 1);
    return {grid, std::move(values)};
}

/// The value at a place in the patient; 0 outside.
std::int32_t valueAt(const RawLabelVolume& label, const Vector3& positionMm) {
    const Vector3 index = label.geometry().indexOf(positionMm);
    Index3 voxel{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        voxel[axis] = std::llround(index[axis]);
        if (voxel[axis] < 0 || voxel[axis] >= label.geometry().size[axis]) {
            return 0;
        }
    }
    return label.at(voxel[0], voxel[1], voxel[2]);
}

/// Turned about the axis through the head by 30 degrees.
Geometry obliqueGrid() {
    const double cosine = std::sqrt(0.75);
    return {{7, 6, 5}, {0.9, 1.1, 2.5}, {10.5, -20.25, 33}, {{{cosine, -0.5, 0}, {0.5, cosine, 0}, {0, 0, 1}}}};
}

/// The same points, of which axis a runs along the axis order[a] of the grid, the other way round where it is asked.
Geometry turned(const Geometry& grid, const std::array<std::size_t, 3>& order, const std::array<bool, 3>& isReversed) {
    Geometry result = grid;
    Vector3 origin{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const std::size_t from = order[axis];
        result.size[axis] = grid.size[from];
        result.spacingMm[axis] = grid.spacingMm[from];
        for (std::size_t row = 0; row < 3; ++row) {
            result.direction[row][axis] = (isReversed[axis] ? -1 : 1) * grid.direction[row][from];
        }
        origin[from] = isReversed[axis] ? static_cast<double>(grid.size[from] - 1) : 0;
    }
    result.originMm = grid.positionMm(origin);
    return result;
}

void comparePlaces(const RawLabelVolume& placed, const RawLabelVolume& label) {
    const Index3& size = placed.geometry().size;
    for (std::int64_t z = 0; z < size[2]; ++z) {
        for (std::int64_t y = 0; y < size[1]; ++y) {
            for (std::int64_t x = 0; x < size[0]; ++x) {
                const Vector3 at = placed.geometry().positionMm(
                    {static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)});
                QCOMPARE(placed.at(x, y, z), valueAt(label, at));
            }
        }
    }
}

}  // namespace

class TestLattice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void labelsStoredAlongOtherAxesArePlaced() {
        const Geometry grid = obliqueGrid();
        std::array<std::size_t, 3> order{0, 1, 2};
        do {
            for (unsigned flips = 0; flips < 8; ++flips) {
                const RawLabelVolume label =
                    numbered(turned(grid, order, {(flips & 1) != 0, (flips & 2) != 0, (flips & 4) != 0}));
                const auto placed = placedOn(grid, label);
                QVERIFY(placed);
                QVERIFY(placed->geometry() == grid);
                comparePlaces(*placed, label);
            }
        } while (std::ranges::next_permutation(order).found);
    }

    void aPartIsPlacedAndTheRestIsBackground() {
        const Geometry grid = obliqueGrid();
        Geometry part = grid;
        part.size = {3, 2, 4};
        part.originMm = grid.positionMm({2, 4, 1});
        part = turned(part, {2, 0, 1}, {true, false, false});
        const RawLabelVolume label = numbered(part);
        const auto placed = placedOn(grid, label);
        QVERIFY(placed);
        comparePlaces(*placed, label);
        QCOMPARE(std::ranges::count(placed->voxels(), 0), grid.voxelCount() - part.voxelCount());
    }

    void whatReachesBeyondMustBeBackground() {
        const Geometry grid = obliqueGrid();
        Geometry larger = grid;
        larger.size[0] += 2;
        larger.originMm = grid.positionMm({-1, 0, 0});
        std::vector<std::int32_t> values(static_cast<std::size_t>(larger.voxelCount()), 0);
        values[1] = 3;
        const auto placed = placedOn(grid, RawLabelVolume(larger, values));
        QVERIFY(placed);
        QCOMPARE(placed->at(0, 0, 0), 3);
        values[0] = 1;
        QVERIFY(!placedOn(grid, RawLabelVolume(larger, values)));
    }

    void otherPointsAreNotPlaced_data() {
        QTest::addColumn<int>("change");
        QTest::newRow("half a voxel beside") << 0;
        QTest::newRow("other spacing") << 1;
        QTest::newRow("turned by a degree") << 2;
        QTest::newRow("not a number") << 3;
        QTest::newRow("far away") << 4;
    }
    void otherPointsAreNotPlaced() {
        QFETCH(const int, change);
        const Geometry grid = obliqueGrid();
        Geometry other = grid;
        if (change == 0) {
            other.originMm = grid.positionMm({0.5, 0, 0});
        } else if (change == 1) {
            other.spacingMm[1] *= 1.01;
        } else if (change == 2) {
            const double angle = 31 * std::acos(-1) / 180;
            other.direction = {
                {{std::cos(angle), -std::sin(angle), 0}, {std::sin(angle), std::cos(angle), 0}, {0, 0, 1}}};
        } else {
            other.originMm[0] = change == 3 ? std::nan("") : 1e300;
        }
        QVERIFY(!placedOn(grid, numbered(other)));
    }

    void theNearestVoxelIsTakenWhereItIsAskedFor() {
        const Geometry grid{{4, 1, 1}, {1, 1, 1}, {0, 0, 0}, kIdentity3};
        const Geometry coarse{{2, 1, 1}, {1.5, 1, 1}, {0.5, 0.2, 0}, kIdentity3};
        const RawLabelVolume taken = resampledTo(grid, numbered(coarse));
        QVERIFY(taken.geometry() == grid);
        QVERIFY(std::ranges::equal(taken.voxels(), std::vector{1, 1, 2, 0}));
        QCOMPARE(resampledTo({{1, 1, 1}, {1, 1, 1}, {90, 0, 0}, kIdentity3}, numbered(coarse)).at(0, 0, 0), 0);
    }
};

QTEST_GUILESS_MAIN(TestLattice)
#include "tst_lattice.moc"
