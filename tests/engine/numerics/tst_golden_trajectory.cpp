// Five steps of training against the reference's losses and final weights.
//
// The literal layers add in the reference's order, on one thread as it did, and must keep to its tolerance; the fused
// ones must do so while rounding has not yet been amplified. The reference itself is off by 3e-3 at the fifth step when
// two threads share its sums.
#include "core/engine/check/golden_numbers.h"
#include "tests/engine/numerics/golden_rows.h"

#include <QtTest>

using namespace tandem;

class TestGoldenTrajectory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void fiveSteps_data();
    void fiveSteps();
};

void TestGoldenTrajectory::initTestCase() {
    // The selection is discontinuous: wider instructions round otherwise, and let a voxel be taught that was not. These
    // are on every processor in use, and the reference's.
    qputenv("ONEDNN_MAX_CPU_ISA", "AVX2");
}

void TestGoldenTrajectory::fiveSteps_data() {
    QTest::addColumn<bool>("isLiteral");
    QTest::addColumn<int>("exactSteps");
    QTest::newRow("literal") << true << 5;
    QTest::newRow("fused") << false << 3;
}

void TestGoldenTrajectory::fiveSteps() {
    QFETCH(bool, isLiteral);
    QFETCH(int, exactSteps);
    VERIFY_ROWS(goldenTrajectory(
        {.folder = goldenFile("")},
        {.isLiteral = isLiteral, .exactSteps = exactSteps, .weightTolerance = isLiteral ? 1e-3 : 1e-2}));
}

QTEST_GUILESS_MAIN(TestGoldenTrajectory)
#include "tst_golden_trajectory.moc"
