#include "ui/picture/slice_plane.h"

#include <QtTest>
#include <cmath>

using namespace tandem;

namespace {

/// Turned about the patient's long axis, so that the first axis runs to the left and, by sin, to the back.
Geometry turned(double degrees) {
    const double c = std::cos(degrees * M_PI / 180);
    const double s = std::sin(degrees * M_PI / 180);
    return {{4, 5, 6}, {1, 1, 2}, {0, 0, 0}, {{{c, -s, 0}, {s, c, 0}, {0, 0, 1}}}};
}

}  // namespace

class TestSlicePlane : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsPatientsLeftOnTheRight() {
        const Geometry ras{{4, 5, 6}, {1, 1, 2}, {0, 0, 0}, {{{-1, 0, 0}, {0, -1, 0}, {0, 0, 1}}}};
        for (const Geometry& grid : {turned(0), ras}) {
            const SlicePlane axial = SlicePlane::of(grid, Plane::Axial);
            QCOMPARE(axial.lettersRight() + axial.lettersLeft() + axial.lettersDown() + axial.lettersUp(), "LRPA");
            const SlicePlane coronal = SlicePlane::of(grid, Plane::Coronal);
            QCOMPARE(coronal.lettersRight() + coronal.lettersLeft() + coronal.lettersDown() + coronal.lettersUp(),
                     "LRIS");
            const SlicePlane sagittal = SlicePlane::of(grid, Plane::Sagittal);
            QCOMPARE(sagittal.lettersRight() + sagittal.lettersLeft() + sagittal.lettersDown() + sagittal.lettersUp(),
                     "PAIS");
        }
    }

    void walksAgainstReversedAxes() {
        const SlicePlane coronal = SlicePlane::of(turned(0), Plane::Coronal);
        QCOMPARE(coronal.columns(), 4);
        QCOMPARE(coronal.rows(), 6);
        QCOMPARE(coronal.slices(), 5);
        QCOMPARE(coronal.pixelHeightMm(), 2.0);
        const Index3 top = coronal.voxelAt(1, 0, 3);  // the head is at the top
        QCOMPARE(top, (Index3{1, 3, 5}));
        QCOMPARE(coronal.columnOf(top), 1);
        QCOMPARE(coronal.rowOf(top), 0);
    }

    void namesObliqueSides() {
        const SlicePlane axial = SlicePlane::of(turned(30), Plane::Axial);
        QCOMPARE(axial.lettersRight(), "LP");
        QCOMPARE(axial.lettersLeft(), "RA");
        QCOMPARE(axial.lettersDown(), "PR");
        QCOMPARE(axial.lettersUp(), "AL");
        QCOMPARE(SlicePlane::of(turned(5), Plane::Axial).lettersRight(), "L");
        QCOMPARE(SlicePlane::of(turned(30), Plane::Coronal).lettersUp(), "S");
    }

    /// The letters of an oblique grid say where the patient's coordinates grow along the picture.
    void lettersAgreeWithCoordinates_data() {
        QTest::addColumn<int>("plane");
        QTest::newRow("axial") << 0;
        QTest::newRow("coronal") << 1;
        QTest::newRow("sagittal") << 2;
    }
    void lettersAgreeWithCoordinates() {
        QFETCH(int, plane);
        const double c = std::cos(25 * M_PI / 180);
        const double s = std::sin(25 * M_PI / 180);
        // The second axis runs against the patient's, and the grid is turned about its first axis.
        const Geometry grid{{6, 7, 8}, {1, 1.5, 2}, {12, -30, 80}, {{{1, 0, 0}, {0, -c, -s}, {0, s, -c}}}};
        const SlicePlane shown = SlicePlane::of(grid, static_cast<Plane>(plane));
        const auto at = [&](std::int64_t column, std::int64_t row, std::int64_t slice) {
            const Index3 voxel = shown.voxelAt(column, row, slice);
            return grid.positionMm({double(voxel[0]), double(voxel[1]), double(voxel[2])});
        };
        const auto moved = [](const Vector3& from, const Vector3& to, QChar letter) {
            const qsizetype positive = QString("LPS").indexOf(letter);
            const qsizetype axis = positive >= 0 ? positive : QString("RAI").indexOf(letter);
            const double along = to[static_cast<std::size_t>(axis)] - from[static_cast<std::size_t>(axis)];
            return positive >= 0 ? along : -along;
        };
        for (const QChar letter : shown.lettersRight()) {
            QVERIFY(moved(at(0, 0, 0), at(1, 0, 0), letter) > 0);
        }
        for (const QChar letter : shown.lettersDown()) {
            QVERIFY(moved(at(0, 0, 0), at(0, 1, 0), letter) > 0);
        }
        QVERIFY(moved(at(1, 0, 0), at(0, 0, 0), shown.lettersLeft().front()) > 0);
        QVERIFY(moved(at(0, 1, 0), at(0, 0, 0), shown.lettersUp().front()) > 0);
        const double step = shown.positionMm(1) - shown.positionMm(0);
        QVERIFY(std::abs(std::abs(step) - grid.spacingMm[shown.through]) < 1e-9);
        QVERIFY(moved(at(0, 0, 0), at(0, 0, 1), shown.lettersThrough().front()) * step > 0);
    }

    void positionIsThePatientsCoordinate() {
        const Geometry grid{{4, 5, 6}, {1, 1, 2}, {10, -20, 30}, {{{-1, 0, 0}, {0, -1, 0}, {0, 0, 1}}}};
        QCOMPARE(SlicePlane::of(grid, Plane::Axial).positionMm(3), 36.0);
        QCOMPARE(SlicePlane::of(grid, Plane::Axial).lettersThrough(), "S");
        QCOMPARE(SlicePlane::of(grid, Plane::Coronal).positionMm(2), -22.0);
        QCOMPARE(SlicePlane::of(grid, Plane::Coronal).lettersThrough(), "P");
        QCOMPARE(SlicePlane::of(grid, Plane::Sagittal).positionMm(1), 9.0);
    }
};

QTEST_MAIN(TestSlicePlane)
#include "tst_slice_plane.moc"
