#include "ui/render/slice_plane.h"

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
};

QTEST_MAIN(TestSlicePlane)
#include "tst_slice_plane.moc"
